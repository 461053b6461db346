/** Pieces that several pages of draws share. */
import type { components } from '../../api/schema.gen';
import { useDrawTexts } from './texts';

export type Summary = components['schemas']['DrawSummary'];
export type Detail = components['schemas']['DrawDetail'];
export type OwnDraw = components['schemas']['OwnDraw'];
export type Place = { agency: string; round: string };

const PHASES = {
  listing: 'phase_listing',
  committing: 'phase_committing',
  sealing: 'phase_sealing',
  revealing: 'phase_revealing',
  settling: 'phase_settling',
  ready: 'phase_ready',
  finished: 'phase_finished',
  failed: 'phase_failed',
} as const;

/** Where a draw stands, in one sentence. */
export function usePhase() {
  const t = useDrawTexts();
  return (phase: string) => t(PHASES[phase as keyof typeof PHASES] ?? 'loading');
}

export const publicPath = (draw: Summary) =>
  `/seleksi/${draw.agency_id}/${draw.round_id}/undian/${draw.id}`;

export const ONE = '/api/v1/agencies/{agency}/rounds/{round}/draws/{draw}';
