/** Pieces of the marks pages: data, states in words, fingerprints. */
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { useLanguage } from '../../i18n/language';
import { Verdict, type VerdictState } from '../../ui/Verdict';
import { useMarkTexts } from './texts';

export type Place = { agency: string; round: string };
export type Sheet = components['schemas']['MarkImport'];
export type Stage = components['schemas']['MarkStage'];

export const useStages = (place: Place) =>
  useQuery({
    queryKey: ['mark-stages', place.agency, place.round],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/rounds/{round}/mark-stages', {
          params: { path: { agency: place.agency, round: place.round } },
        }),
      ),
  });

/** Words for the codes of stages and components; the code itself until they are known. */
export function useNames(place: Place) {
  const stages = useStages(place);
  const language = useLanguage();
  const known = new Map<string, string>();
  for (const stage of stages.data ?? []) {
    for (const one of [stage, ...stage.components]) {
      known.set(one.code, language === 'id' ? one.name_id : one.name_en);
    }
  }
  return (code: string) => known.get(code) ?? code.toUpperCase();
}

const STATES: Record<
  string,
  { look: VerdictState; word: 'stateRefused' | 'stateChecked' | 'stateApproved' }
> = {
  refused: { look: 'unmet', word: 'stateRefused' },
  checked: { look: 'waiting', word: 'stateChecked' },
  approved: { look: 'met', word: 'stateApproved' },
};

export function SheetState({ state }: { state: string }) {
  const t = useMarkTexts();
  const known = STATES[state];
  return known ? <Verdict state={known.look}>{t(known.word)}</Verdict> : state;
}

/** The beginning of a hash, enough to compare by eye. */
export const shortHash = (hash: string) => `${hash.slice(0, 8)}…${hash.slice(-4)}`;

/** Short to compare, whole one key away. */
export function Fingerprint({ label, hash, how }: { label: string; hash: string; how?: string }) {
  const t = useMarkTexts();
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd>
        <span className="figures font-semibold">{shortHash(hash)}</span>
        <details>
          <summary className="link inline-flex min-h-11 cursor-pointer items-center">
            {t('fingerprintFull')}
          </summary>
          <span className="figures block text-sm break-all">{hash}</span>
          {how && <span className="block max-w-prose text-sm text-muted">{how}</span>}
        </details>
      </dd>
    </div>
  );
}

export function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="font-semibold break-words">{children}</dd>
    </div>
  );
}
