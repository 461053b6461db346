/** What changed between two documents: in words first, the exact values one key away. */
import { useMemo } from 'react';
import { useLanguage } from '../../i18n/language';
import { Verdict, VerdictBanner } from '../../ui/Verdict';
import { type LineChange, wordChanges } from './changes';
import { type Change, difference } from './difference';
import { canonical, type RuleDocument } from './document';
import { Sources, Texts, useTold } from './RuleText';
import { useRuleTexts } from './texts';
import type { Line } from './words/telling';

type SideProps = { label: string; line?: Line; rules: RuleDocument; named: boolean };

function Side({ label, line, rules, named }: SideProps) {
  const t = useRuleTexts();
  return (
    <div className="grid content-start gap-1.5">
      <h3 className="text-sm font-semibold text-muted">{label}</h3>
      {line ? (
        <>
          {named && <p className="font-semibold">{line.name}</p>}
          <Texts line={line} />
          {line.basis && <p className="text-sm text-muted">{line.basis}</p>}
          <Sources names={line.sources} rules={rules} linked={false} />
        </>
      ) : (
        <p className="text-muted">{t('nothing')}</p>
      )}
    </div>
  );
}

type Pair = { before: RuleDocument; after: RuleDocument };

function LineDifference({ change, before, after }: Pair & { change: LineChange }) {
  const t = useRuleTexts();
  const [one, two] = [change.before?.name, change.after?.name];
  const name = two ?? one;
  const named = Boolean(one && two && one !== two);
  return (
    <li className="card grid gap-3 p-4 sm:p-5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Verdict state="unchecked">{t(change.kind)}</Verdict>
        {name && <strong>{name}</strong>}
      </p>
      <div className="grid gap-4 sm:grid-cols-2 sm:gap-8">
        <Side label={t('before')} line={change.before} rules={before} named={named} />
        <Side label={t('after')} line={change.after} rules={after} named={named} />
      </div>
    </li>
  );
}

function Value({ value }: { value: unknown }) {
  const t = useRuleTexts();
  if (value === undefined) return <span className="text-muted">{t('nothing')}</span>;
  return <code className="text-sm wrap-anywhere">{canonical(value)}</code>;
}

function Exact({ changes }: { changes: Change[] }) {
  const t = useRuleTexts();
  return (
    <details>
      <summary className="link inline-flex min-h-11 cursor-pointer items-center">
        {t('exact', { count: changes.length })}
      </summary>
      <p className="max-w-prose pb-3 text-muted">{t('exactHow')}</p>
      <ul className="grid gap-3">
        {changes.map((change) => (
          <li key={change.at} className="grid gap-1 border-l-4 border-line pl-4">
            <code className="text-sm font-semibold wrap-anywhere">{change.at}</code>
            <p>
              {t('before')}: <Value value={change.before} />
            </p>
            <p>
              {t('after')}: <Value value={change.after} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Differences({ before, after }: Pair) {
  const t = useRuleTexts();
  const language = useLanguage();
  const [toldBefore, toldAfter] = [useTold(before), useTold(after)];
  const exact = useMemo(() => difference(before, after), [before, after]);
  const words = wordChanges(toldBefore.sections, toldAfter.sections);
  if (exact.length === 0) return <VerdictBanner state="unchecked">{t('changeNone')}</VerdictBanner>;
  const count = words.reduce((sum, { lines }) => sum + lines.length, 0);
  const titles = new Intl.ListFormat(language === 'id' ? 'id-ID' : 'en-GB').format(
    words.map(({ title }) => title),
  );
  return (
    <>
      <p role="status" className="max-w-prose text-lg font-semibold">
        {count > 0 ? t('changeCount', { count, sections: titles }) : t('changeOnlyForm')}
      </p>
      {words.map(({ id, title, lines }) => (
        <section key={id} className="grid gap-3">
          <h2 className="text-xl">{title}</h2>
          <ul className="grid gap-3">
            {lines.map((change) => (
              <LineDifference key={change.key} change={change} before={before} after={after} />
            ))}
          </ul>
        </section>
      ))}
      <Exact changes={exact} />
    </>
  );
}
