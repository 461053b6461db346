/** Asks for one file: a button with words, a place to drop, the rules, the progress. */
import { formatBytes } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Field, type FieldBasics } from './Field';
import { useFormTexts } from './formTexts';
import { Icon } from './Icon';
import { useDropPlace } from './useDropPlace';

export type FileDropProps = FieldBasics & {
  /** As the `accept` attribute wants it: 'application/pdf,image/jpeg'. */
  accept: string;
  /** The same, for people: 'PDF, JPEG atau PNG'. */
  kinds: string;
  maxBytes: number;
  /** The file on the server, once there is one. */
  file?: { name: string; bytes: number };
  /** Whole percent while an upload runs. */
  progress?: number;
  /** The line is gone: the upload starts again by itself. */
  waiting?: boolean;
  onFile: (file: File) => void;
};

export function FileDrop({
  accept,
  kinds,
  maxBytes,
  file,
  progress,
  waiting = false,
  onFile,
  ...basics
}: FileDropProps) {
  const t = useFormTexts();
  const language = useLanguage();
  const running = progress !== undefined;
  const place = useDropPlace((data) => {
    const dropped = data.files.item(0);
    if (dropped && !running) onFile(dropped);
  });
  return (
    <Field {...basics}>
      {({ required, ...wired }) => (
        <div {...place}>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <label className="relative inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-md border border-brand bg-paper px-4 font-semibold text-brand hover:bg-brand-soft has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand">
              <Icon name="upload" />
              <span>{file ? t('replaceFile') : t('chooseFile')}</span>
              <input
                {...wired}
                type="file"
                accept={accept}
                required={required && !file}
                disabled={running}
                className="absolute inset-0 cursor-pointer opacity-0 file:cursor-pointer"
                onChange={(event) => {
                  const chosen = event.target.files?.item(0);
                  if (chosen) onFile(chosen);
                  // The same file may be chosen again after it was mended.
                  event.target.value = '';
                }}
              />
            </label>
            <span className="hidden text-sm text-muted sm:inline">{t('dropHere')}</span>
          </div>
          <p className="text-sm text-muted">
            {kinds}, {t('atMost', { size: formatBytes(maxBytes, language) })}
          </p>
          {running && (
            <div className="grid gap-1">
              <progress
                aria-label={t('uploading', { percent: progress })}
                value={progress}
                max={100}
                className="h-2 w-full accent-brand"
              />
              <span role={waiting ? 'status' : undefined} className="figures text-sm">
                {waiting ? t('uploadWaiting') : t('uploading', { percent: progress })}
              </span>
            </div>
          )}
          {file && !running && (
            <p className="flex gap-2">
              <Icon name="file" className="mt-0.5 size-5 text-brand" />
              <span className="min-w-0 break-words">
                {file.name}, {formatBytes(file.bytes, language)}. {t('uploaded')}.
              </span>
            </p>
          )}
        </div>
      )}
    </Field>
  );
}
