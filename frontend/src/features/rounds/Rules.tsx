/** A rule document in plain words, each part with its legal source. */
import type { ReactNode } from 'react';
import { formatMark } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { usePageTexts } from './pageTexts';
import { POOLS } from './pools';

type Both = { id: string; en: string };
type Source = { document: string; clause: string; confidence: string };
type Minimums = Record<string, string>;
export type RuleDocument = {
  title: Both;
  sources: Record<string, Source>;
  components: { code: string; name: Both; maximum: string; source: string }[];
  stages: {
    code: string;
    name: Both;
    components: string[];
    thresholds?: { source: string; by_pool: Record<string, Minimums | null> };
    shortlist?: { source: string; multiple: number };
  }[];
};

function SourceOf({ rules, name }: { rules: RuleDocument; name: string }) {
  const t = usePageTexts();
  const source = rules.sources[name];
  if (!source) return null;
  return (
    <span className="block text-sm text-muted">
      {source.document}, {source.clause} ({t(`confidence${source.confidence as 'A'}`)})
    </span>
  );
}

type RulesProps = { rules: RuleDocument; hash: string; children?: ReactNode };

export function Rules({ rules, hash, children }: RulesProps) {
  const t = usePageTexts();
  const language = useLanguage();
  const named = (key: string) =>
    rules.components.find((component) => component.code === key)?.name[language] ??
    key.toUpperCase();
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{t('rules')}</h2>
      <p className="max-w-prose break-words text-muted">
        {t('rulesTell', { hash: hash.slice(0, 16) })}
      </p>
      {children}
      {rules.stages.map((stage) => (
        <section key={stage.code} className="card grid gap-3 p-4 sm:p-5">
          <h3 className="text-lg">{stage.name[language]}</h3>
          <ul className="grid list-disc gap-2 pl-5">
            {rules.components
              .filter((component) => stage.components.includes(component.code))
              .map((component) => (
                <li key={component.code}>
                  {component.name[language]}:{' '}
                  {t('maximum', { maximum: formatMark(component.maximum, language) })}
                  <SourceOf rules={rules} name={component.source} />
                </li>
              ))}
            {stage.shortlist && (
              <li>
                {t('shortlist', { multiple: stage.shortlist.multiple })}
                <SourceOf rules={rules} name={stage.shortlist.source} />
              </li>
            )}
          </ul>
          {stage.thresholds && (
            <div className="grid gap-2">
              <h4 className="font-semibold">{t('thresholds')}</h4>
              <ul className="grid list-disc gap-1 pl-5">
                {Object.entries(stage.thresholds.by_pool).map(([pool, least]) => (
                  <li key={pool}>
                    {POOLS[pool]?.[language] ?? pool}:{' '}
                    {least
                      ? Object.entries(least)
                          .map(([key, mark]) => `${named(key)} ≥ ${formatMark(mark, language)}`)
                          .join(', ')
                      : t('unknownThreshold')}
                  </li>
                ))}
              </ul>
              <SourceOf rules={rules} name={stage.thresholds.source} />
            </div>
          )}
        </section>
      ))}
    </section>
  );
}
