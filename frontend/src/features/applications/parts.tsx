/** Parts that several pages of this feature share: waiting, trouble, who applies, the pre-check. */
import { formatDate } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Matrix } from '../../ui/Matrix';
import type { VerdictState } from '../../ui/Verdict';
import type { Application } from './api';
import { requirementWords } from './requirement';
import { useApplicationTexts } from './texts';

export function Waiting() {
  const t = useApplicationTexts();
  return <p role="status">{t('loading')}</p>;
}

/** What the account says: shown, not asked again. */
export function WhoApplies({ application }: { application: Application }) {
  const t = useApplicationTexts();
  const language = useLanguage();
  const rows = [
    [t('name'), application.name],
    [t('nik'), application.nik_masked],
    [t('birth'), formatDate(application.birth_date, language)],
  ];
  return (
    <section className="card grid max-w-prose gap-3 bg-surface p-4">
      <h2 className="text-lg">{t('whoTitle')}</h2>
      <dl className="grid gap-2 sm:grid-cols-3">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="figures font-semibold break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-muted">
        {t('purpose')}: {application.person_why[language]} · {t('basis')}: {application.basis} ·{' '}
        {t('kept')}: {application.kept[language]}
      </p>
    </section>
  );
}

const STATE: Record<string, VerdictState> = {
  meets: 'met',
  does_not_meet: 'unmet',
  person_will_judge: 'person',
};

/** The pre-check, by the same code as verification. */
export function PreCheck({ application }: { application: Application }) {
  const t = useApplicationTexts();
  const language = useLanguage();
  const unmet = application.checks.some((check) => check.finding === 'does_not_meet');
  return (
    <section className="grid gap-2">
      <Matrix
        caption={t('checksTitle')}
        rows={application.checks.map((check, index) => ({
          key: String(index),
          requirement: requirementWords(check, application, t, language),
          evidence: check.source,
          verdict: STATE[check.finding] ?? 'unchecked',
        }))}
      />
      <p className="max-w-prose text-sm text-muted">{t('checksLead')}</p>
      {unmet && <p className="max-w-prose font-semibold">{t('unmetNote')}</p>}
    </section>
  );
}
