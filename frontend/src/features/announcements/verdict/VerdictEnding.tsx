/** How the check of a published result ended: one sentence, whose keys, and each check one key away. */
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../../../i18n/language';
import { Icon, type IconName } from '../../../ui/Icon';
import { CHECKS, type Checked, type Finding, type Outcome, verdictOf } from './findings';
import { useVerdictTexts } from './verdictTexts';

type Look = { icon: IconName; colours: string };

const LOOK: Record<'same' | 'different' | 'unknown', Look> = {
  // Gold stands for proof alone: this is the one that proves something.
  same: { icon: 'seal', colours: 'border-ember-line bg-ember-soft text-ember' },
  different: { icon: 'cross', colours: 'border-unmet bg-unmet-soft text-unmet' },
  unknown: { icon: 'warning', colours: 'border-waiting bg-waiting-soft text-waiting' },
};

/** What a finding says, without the name of its check. */
function useReason() {
  const t = useVerdictTexts();
  const language = useLanguage();
  return ({ check, reason, values, why }: Finding): string => {
    if (reason === 'good') return t(`good_${check}`);
    const say = t as (key: string, values?: Record<string, string>) => string;
    return [say(`why_${reason}`, values ?? {}), why?.[language]].filter(Boolean).join(' ');
  };
}

function useSentence(checked: Checked): string {
  const t = useVerdictTexts();
  const reason = useReason();
  const verdict = verdictOf(checked);
  if (verdict.ending === 'different') return t('notSame', { why: reason(verdict.finding) });
  if (verdict.ending === 'unknown') {
    return t('unknown', { why: verdict.finding ? reason(verdict.finding) : '' });
  }
  const { withheld, vacancies } = checked;
  if (withheld === 0) return t('same');
  return t('sameWithheld', { some: vacancies, all: vacancies + withheld, withheld });
}

export function VerdictEnding({ checked, zip }: { checked: Checked; zip: string }) {
  const t = useVerdictTexts();
  const { ending } = verdictOf(checked);
  const sentence = useSentence(checked);
  const { icon, colours } = LOOK[ending];
  const good = (check: Finding['check']) =>
    checked.findings.some((one) => one.check === check && one.outcome === 'good');
  return (
    <>
      <div
        role="status"
        className={`flex items-start gap-3 rounded-md border-2 p-4 sm:p-5 ${colours}`}
      >
        <Icon name={icon} className="mt-0.5 size-7" />
        <div className="grid min-w-0 max-w-prose gap-1">
          <p className="text-lg font-semibold wrap-anywhere">{sentence}</p>
          <p className="text-ink">
            {!good('witness') && t('unwitnessedNote')} {good('record') && t('siteKeys')}
          </p>
        </div>
      </div>
      {ending !== 'same' && (
        <p className="max-w-prose">{t(ending === 'different' ? 'notSameHow' : 'unknownHow')}</p>
      )}
      <Details checked={checked} zip={zip} />
    </>
  );
}

const MARKS: Record<Outcome, Look> = {
  good: { icon: 'check', colours: 'text-met' },
  bad: { icon: 'cross', colours: 'text-unmet' },
  open: { icon: 'clock', colours: 'text-waiting' },
};

function Details({ checked, zip }: { checked: Checked; zip: string }) {
  const t = useVerdictTexts();
  const language = useLanguage();
  const reason = useReason();
  const { participants, vacancies, findings } = checked;
  const seconds = new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    maximumSignificantDigits: 2,
  }).format(checked.seconds);
  return (
    <details>
      <summary className="link inline-flex min-h-11 cursor-pointer items-center">
        {t('details')}
      </summary>
      <div className="grid gap-4 pt-3">
        <ul className="grid gap-3">
          {CHECKS.flatMap((check) => findings.filter((one) => one.check === check)).map((one) => (
            <li key={one.check} className="flex max-w-prose items-start gap-3">
              <Icon
                name={MARKS[one.outcome].icon}
                className={`mt-0.5 size-5 ${MARKS[one.outcome].colours}`}
              />
              <p className="min-w-0 wrap-anywhere">
                <strong>{t(`check_${one.check}`)}</strong>{' '}
                <span className={MARKS[one.outcome].colours}>({t(one.outcome)})</span>
                <span className="block">{reason(one)}</span>
              </p>
            </li>
          ))}
        </ul>
        <p className="text-sm text-muted">
          {t('detailsHow', { participants, vacancies, seconds })}
        </p>
        <p className="flex flex-wrap gap-x-6">
          <Link className="link inline-flex min-h-11 items-center" to="/periksa">
            {t('ownCheck')}
          </Link>
          <a className="link inline-flex min-h-11 items-center" href={zip} download>
            {t('zip')}
          </a>
        </p>
      </div>
    </details>
  );
}
