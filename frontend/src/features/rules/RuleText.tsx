/** A rule document drawn: contents at the side, every section with its sources and with what is to be confirmed. */
import { type ReactNode, useMemo } from 'react';
import { useLanguage } from '../../i18n/language';
import type { Program } from '../../lib/checker/program';
import { Icon } from '../../ui/Icon';
import { Verdict } from '../../ui/Verdict';
import { type Open, placeKey, type Told, tellRules } from './describe';
import type { RuleDocument, Source } from './document';
import { useRuleTexts } from './texts';
import { worked } from './words/example';
import { type Group, type Line, type Section, tellerOf } from './words/telling';

const BEFORE_EXAMPLE = 'peringkat';
const LOOKED_UP = 'nama-data';

/** The whole document in the chosen language. */
export function useTold(document: RuleDocument, program?: Program): Told {
  const t = useRuleTexts();
  const language = useLanguage();
  return useMemo(() => {
    const retell = (other: RuleDocument) => tellerOf(other, t, language);
    const told = tellRules(retell(document), retell);
    if (!program) return told;
    const at = told.sections.findIndex(({ id }) => id === BEFORE_EXAMPLE);
    const sections = told.sections.toSpliced(at, 0, worked(retell(document), program));
    return { ...told, sections };
  }, [document, program, t, language]);
}

const CONFIDENCE = { A: 'confidenceA', B: 'confidenceB', C: 'confidenceC' } as const;

function SourceLine({ source, linked }: { source: Source | undefined; linked: boolean }) {
  const t = useRuleTexts();
  if (!source) return <span>{t('unknownSource')}</span>;
  return (
    <>
      <span lang="id">
        {source.document}, {source.clause}
      </span>{' '}
      (
      {linked ? (
        <a className="link" href="#sumber">
          {t(CONFIDENCE[source.confidence])}
        </a>
      ) : (
        t(CONFIDENCE[source.confidence])
      )}
      )
    </>
  );
}

type SourcesProps = { names: string[]; rules: RuleDocument; linked?: boolean };

/** Linked to the list of sources, where there is one on the page. */
export function Sources({ names, rules, linked = true }: SourcesProps) {
  const t = useRuleTexts();
  return names.map((name) => (
    <p key={name} className="max-w-prose text-sm text-muted">
      {t('source')}: <SourceLine source={rules.sources[name]} linked={linked} />
    </p>
  ));
}

export function Texts({ line }: { line: Line }) {
  return line.texts.map((text, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: two sentences may be the same, and they never move.
    <p key={index} className="max-w-prose wrap-anywhere" lang={line.indonesian ? 'id' : undefined}>
      {text}
    </p>
  ));
}

function ToConfirm({ open, rules }: { open: Open[] | undefined; rules: RuleDocument }) {
  const t = useRuleTexts();
  return open?.map(({ note, source }) => (
    <div
      key={note}
      className="grid max-w-prose justify-items-start gap-1 border-l-4 border-waiting pl-3"
    >
      <Verdict state="waiting">{t('toConfirm')}</Verdict>
      <p>{note}</p>
      <Sources names={[source]} rules={rules} />
    </div>
  ));
}

type RowProps = { line: Line; rules: RuleDocument; open?: Open[]; shared: boolean };

/** Sources that all lines of a group share stand once, below them. */
function Row({ line, rules, open, shared }: RowProps) {
  const t = useRuleTexts();
  const body = (
    <>
      <Texts line={line} />
      {line.basis && (
        <p className="max-w-prose text-sm text-muted">
          {!line.indonesian && `${t('source')}: `}
          {line.basis}
        </p>
      )}
      {!shared && <Sources names={line.sources} rules={rules} />}
      <ToConfirm open={open} rules={rules} />
    </>
  );
  if (!line.name) return <div className="grid gap-1.5">{body}</div>;
  return (
    <div className="grid gap-1 border-t border-line pt-3 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] sm:gap-6">
      <dt
        className="font-semibold wrap-anywhere"
        lang={line.indonesian && line.at?.startsWith('/sources/') ? 'id' : undefined}
      >
        {line.name}
      </dt>
      <dd className="grid gap-1.5">{body}</dd>
    </div>
  );
}

function Example({ children }: { children: ReactNode }) {
  const t = useRuleTexts();
  return (
    <div className="flex max-w-prose items-start gap-3 rounded-md bg-surface p-4">
      <Icon name="info" className="mt-0.5 size-5 text-brand" />
      <p>
        <strong>{t('example')}.</strong> {children}
      </p>
    </div>
  );
}

type GroupProps = { id: string; group: Group; rules: RuleDocument; open: Told['open'] };

function GroupText({ id, group, rules, open }: GroupProps) {
  const { title, lines, example } = group;
  const shared =
    lines.length > 1 && new Set(lines.map(({ sources }) => sources.join(' '))).size === 1;
  const row = (line: Line) => (
    <Row
      key={`${line.key} ${line.at}`}
      line={line}
      rules={rules}
      open={open.get(placeKey(id, line))}
      shared={shared}
    />
  );
  const named = lines.filter(({ name }) => name);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {title && <h3 className="text-lg">{title}</h3>}
      {lines.filter(({ name, key }) => !name && key !== 'note').map(row)}
      {named.length > 0 && <dl className="grid gap-3">{named.map(row)}</dl>}
      {lines.filter(({ name, key }) => !name && key === 'note').map(row)}
      {shared && <Sources names={lines[0]?.sources ?? []} rules={rules} />}
      {example && <Example>{example}</Example>}
    </div>
  );
}

function Contents({ sections }: { sections: Section[] }) {
  return (
    <ul className="grid">
      {sections.map(({ id, title }) => (
        <li key={id}>
          <a
            className="link inline-flex min-h-11 items-center lg:min-h-9 lg:text-sm"
            href={`#${id}`}
          >
            {title}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Nobody reads a list of names from end to end. */
function Folded({ when, children }: { when: boolean; children: ReactNode }) {
  const t = useRuleTexts();
  if (!when) return children;
  return (
    <details>
      <summary className="link inline-flex min-h-11 cursor-pointer items-center">
        {t('show')}
      </summary>
      {children}
    </details>
  );
}

export function RuleText({ rules, told }: { rules: RuleDocument; told: Told }) {
  const t = useRuleTexts();
  const { sections, open } = told;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[14rem_minmax(0,1fr)] lg:gap-12">
      <details className="lg:hidden">
        <summary className="link inline-flex min-h-11 cursor-pointer items-center font-semibold">
          {t('contents')}
        </summary>
        <nav aria-label={t('contents')}>
          <Contents sections={sections} />
        </nav>
      </details>
      <nav
        aria-label={t('contents')}
        className="sticky top-4 hidden max-h-[calc(100vh-2rem)] self-start overflow-y-auto lg:block"
      >
        <p className="pb-1 font-semibold">{t('contents')}</p>
        <Contents sections={sections} />
      </nav>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
        {sections.map((each) => (
          <section key={each.id} id={each.id} className="grid scroll-mt-4 gap-5">
            <h2 className="text-xl sm:text-2xl">{each.title}</h2>
            <Folded when={each.id === LOOKED_UP}>
              {each.groups.map((group) => (
                <GroupText key={group.key} id={each.id} group={group} rules={rules} open={open} />
              ))}
            </Folded>
          </section>
        ))}
      </div>
    </div>
  );
}
