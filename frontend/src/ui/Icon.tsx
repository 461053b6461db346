/** Small line icons drawn on a 20 grid; always beside a word, hence hidden from screen readers. */
const PATHS = {
  check: 'M4 10.5l4 4 8-9',
  cross: 'M5 5l10 10M15 5L5 15',
  clock: 'M10 5v5l3.5 2M10 2.5a7.5 7.5 0 100 15 7.5 7.5 0 000-15z',
  person: 'M10 10a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM3.5 17c.8-3 3.3-4.5 6.5-4.5s5.7 1.5 6.5 4.5',
  info: 'M10 9v5M10 6v.2M10 2.5a7.5 7.5 0 100 15 7.5 7.5 0 000-15z',
  warning: 'M10 3L2 17h16L10 3zM10 8v4M10 14.3v.2',
  arrow: 'M4 10h12M11 5l5 5-5 5',
  chevron: 'M7 4l6 6-6 6',
  down: 'M4 7l6 6 6-6',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  file: 'M5 2.5h6.5L15.5 6.5v11h-10.5zM11.5 2.5v4h4',
  upload: 'M10 13V3.5M6 7.5l4-4 4 4M3.5 13v3.5h13V13',
  download: 'M10 3.5V13M6 9l4 4 4-4M3.5 13v3.5h13V13',
  empty: 'M4 10h12',
  seal: 'M10 2l2 1.6 2.5-.3 1 2.3 2.2 1.2-.5 2.5.5 2.4-2.2 1.2-1 2.3-2.5-.3L10 16.5l-2-1.6-2.5.3-1-2.3-2.2-1.2.5-2.4-.5-2.5 2.2-1.2 1-2.3 2.5.3zM7 9.3l2.2 2.2L13.2 7',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      className={`shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
