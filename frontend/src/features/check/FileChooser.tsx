/** Takes files and folders, says which it recognised and what is missing, and starts the check. */
import { useEffect, useState } from 'react';
import { formatBytes } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import type { FileName } from '../../lib/checker';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { PickFiles } from '../../ui/PickFiles';
import { useDropPlace } from '../../ui/useDropPlace';
import {
  add,
  type Chosen,
  dropped,
  NAMES,
  NEEDED,
  of,
  type StageName,
  stagesOf,
  USES,
  usedAs,
} from './files';
import { useCheckTexts } from './texts';

type ChooserProps = {
  chosen: Chosen[];
  through: string;
  onThrough: (stage: string) => void;
  onChange: (next: Chosen[]) => void;
  onStart: () => void;
  onRead?: (rules: File) => void;
};

export function FileChooser({
  chosen,
  through,
  onThrough,
  onChange,
  onStart,
  onRead,
}: ChooserProps) {
  const t = useCheckTexts();
  const [told, setTold] = useState(false);
  const missing = NEEDED.filter((use) => !of(chosen, use));
  const files = missing.map((use) => NAMES[use]).join(', ');
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{t('filesTitle')}</h2>
      <DropPlace onFiles={(fresh) => onChange(add(chosen, fresh))} />
      <ul className="grid gap-2 sm:grid-cols-2">
        {USES.map((use) => (
          <Slot
            key={use}
            use={use}
            file={of(chosen, use)?.file}
            onRemove={() => onChange(chosen.filter((one) => one.use !== use))}
            onRead={use === 'rules' ? onRead : undefined}
          />
        ))}
      </ul>
      <Unused chosen={chosen} onChange={onChange} />
      <ThroughChoice rules={of(chosen, 'rules')?.file} through={through} onThrough={onThrough} />
      <div className="grid justify-items-start gap-2">
        <p role={told ? 'alert' : undefined} className={told ? 'font-semibold text-unmet' : ''}>
          {missing.length > 0 && chosen.length + Number(told) > 0 && t('startMissing', { files })}
          {missing.length === 0 && !of(chosen, 'expected') && (
            <span className="text-muted">{t('startAlone', { file: NAMES.expected })}</span>
          )}
        </p>
        <Button
          kind="primary"
          onClick={() => {
            setTold(missing.length > 0);
            if (missing.length === 0) onStart();
          }}
        >
          {t('start')}
        </Button>
      </div>
    </section>
  );
}

function DropPlace({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useCheckTexts();
  const place = useDropPlace((data) => {
    // What cannot be read as a folder is what the browser calls files.
    const plain = [...data.files];
    dropped(data).then(onFiles, () => onFiles(plain));
  });
  return (
    <div {...place}>
      <p className="max-w-prose text-muted">{t('filesHow')}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PickFiles icon="upload" onFiles={onFiles}>
          {t('chooseFiles')}
        </PickFiles>
        <PickFiles icon="file" folder onFiles={onFiles}>
          {t('chooseFolder')}
        </PickFiles>
        <span className="hidden text-sm text-muted sm:inline">{t('dropHere')}</span>
      </div>
    </div>
  );
}

type SlotProps = {
  use: FileName;
  file?: File;
  onRemove: () => void;
  onRead?: (file: File) => void;
};

function Slot({ use, file, onRemove, onRead }: SlotProps) {
  const t = useCheckTexts();
  const language = useLanguage();
  return (
    <li className="card flex items-start gap-3 p-4">
      <Icon
        name={file ? 'check' : 'empty'}
        className={`mt-0.5 size-5 ${file ? 'text-brand' : 'text-muted'}`}
      />
      <div className="min-w-0 grow">
        <p className="font-semibold">
          {t(use)}{' '}
          <span className="text-sm font-normal text-muted">
            ({t(NEEDED.includes(use) ? 'needed' : 'optional')})
          </span>
        </p>
        <p className="text-sm wrap-anywhere">
          {file ? `${file.name}, ${formatBytes(file.size, language)}` : NAMES[use]}
        </p>
        <p className="sr-only">{t(file ? 'there' : 'notThere')}</p>
        {file && onRead && (
          <button
            type="button"
            className="link -mb-2.5 min-h-11 cursor-pointer text-left"
            onClick={() => onRead(file)}
          >
            {t('readRules')}
          </button>
        )}
      </div>
      {file && (
        <button
          type="button"
          className="link -my-2.5 min-h-11 shrink-0 cursor-pointer"
          onClick={onRemove}
        >
          {t('remove')}
          <span className="sr-only">: {file.name}</span>
        </button>
      )}
    </li>
  );
}

/** A folder may hold a thousand others. */
const SHOWN = 5;

function Unused({ chosen, onChange }: { chosen: Chosen[]; onChange: (next: Chosen[]) => void }) {
  const t = useCheckTexts();
  const unused = chosen.filter(({ use }) => use === null);
  if (unused.length === 0) return null;
  return (
    <section className="grid gap-3 rounded-md border-l-4 border-waiting bg-waiting-soft p-4">
      <h3 className="font-semibold">{t('unused')}</h3>
      <p className="max-w-prose text-sm">{t('unusedHow')}</p>
      <ul className="grid gap-3">
        {unused.slice(0, SHOWN).map(({ id, file }) => (
          <li key={id}>
            <label className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_18rem]">
              <span className="wrap-anywhere">{t('useAs', { file: file.name })}</span>
              <select
                className="control"
                value=""
                onChange={({ target }) => onChange(usedAs(chosen, id, target.value as FileName))}
              >
                <option value="">{t('notUsed')}</option>
                {USES.map((use) => (
                  <option key={use} value={use}>
                    {NAMES[use]}: {t(use)}
                  </option>
                ))}
              </select>
            </label>
          </li>
        ))}
      </ul>
      {unused.length > SHOWN && (
        <p className="text-sm">{t('unusedMore', { count: unused.length - SHOWN })}</p>
      )}
    </section>
  );
}

function ThroughChoice({
  rules,
  through,
  onThrough,
}: {
  rules?: File;
  through: string;
  onThrough: (stage: string) => void;
}) {
  const t = useCheckTexts();
  const language = useLanguage();
  const [earlier, setEarlier] = useState<StageName[]>([]);
  useEffect(() => {
    let gone = false;
    const read = rules ? stagesOf(rules) : Promise.resolve([]);
    read.then((found) => {
      if (gone) return;
      const others = found.slice(0, -1);
      setEarlier(others);
      // Other rules have other stages.
      if (through && !others.some(({ code }) => code === through)) onThrough('');
    });
    return () => {
      gone = true;
    };
  }, [rules, through, onThrough]);
  if (earlier.length === 0) return null;
  return (
    <label className="grid max-w-prose gap-1.5">
      <span className="font-semibold">{t('through')}</span>
      <select
        className="control"
        value={through}
        onChange={({ target }) => onThrough(target.value)}
      >
        <option value="">{t('throughAll')}</option>
        {earlier.map(({ code, name }) => (
          <option key={code} value={code}>
            {t('throughStage', { stage: name[language] })}
          </option>
        ))}
      </select>
    </label>
  );
}
