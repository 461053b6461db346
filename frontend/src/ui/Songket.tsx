/** Our line pattern after the songket of Silungkang: stepped lozenges between rows of bamboo shoots. */
import { useId } from 'react';
import { lozenge, shoot } from './weave';

const WIDTH = 48;
const HEIGHT = 40;
const BAND = [
  lozenge(24, 20, 14, 2),
  lozenge(24, 20, 10, 2),
  lozenge(24, 20, 6, 2),
  ...[0, 48].flatMap((cx) => [
    lozenge(cx, 20, 4, 2),
    shoot(cx, 36, 10, -1),
    shoot(cx, 36, 6, -1),
    shoot(cx, 4, 10, 1),
    shoot(cx, 4, 6, 1),
  ]),
  'M0 4h48M0 36h48M0 1h48M0 39h48',
].join('');
const HEART = lozenge(24, 20, 2, 2);

export function Songket({ className = '' }: { className?: string }) {
  const id = useId();
  return (
    <svg className={`block h-10 w-full ${className}`} aria-hidden="true" focusable="false">
      <defs>
        <pattern id={id} width={WIDTH} height={HEIGHT} patternUnits="userSpaceOnUse">
          <path d={BAND} fill="none" stroke="currentColor" strokeWidth="1" />
          <path d={HEART} fill="currentColor" />
        </pattern>
      </defs>
      <rect width="100%" height={HEIGHT} fill={`url(#${id})`} />
    </svg>
  );
}

/** One lozenge on its own, for the empty state and beside the name of the site. */
export function SongketMark({ className = 'size-8' }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 40 40"
      className={`shrink-0 ${className}`}
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={[18, 12].map((reach) => lozenge(20, 20, reach, 2)).join('')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
      />
      <path d={lozenge(20, 20, 6, 2)} fill="currentColor" />
    </svg>
  );
}
