/** A button that opens the device's own chooser of files. */
import { Icon, type IconName } from './Icon';

const LOOK =
  'relative inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-md border border-brand bg-paper px-4 font-semibold text-brand hover:bg-brand-soft has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand';

// React's types do not know this attribute; every browser does.
const FOLDER = { webkitdirectory: '' };

type PickFilesProps = {
  icon: IconName;
  children: string;
  folder?: boolean;
  accept?: string;
  onFiles: (files: File[]) => void;
};

export function PickFiles({ icon, children, folder = false, accept, onFiles }: PickFilesProps) {
  return (
    <label className={LOOK}>
      <Icon name={icon} />
      <span>{children}</span>
      <input
        type="file"
        multiple
        accept={accept}
        {...(folder && FOLDER)}
        className="absolute inset-0 cursor-pointer opacity-0 file:cursor-pointer"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file may be chosen again after it was mended.
          event.target.value = '';
        }}
      />
    </label>
  );
}
