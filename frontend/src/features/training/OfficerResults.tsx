/** Whether each participant passed, with a score where the course gives one. */
import { Link } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { formatMark } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Mark } from '../../ui/figures';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { TypedBack } from '../../ui/TypedBack';
import { useKept } from '../../ui/useKept';
import { Verdict } from '../../ui/Verdict';
import type { Sheet, SheetLine } from './data';
import { useOrganizerTexts } from './organizerTexts';
import { useTrainingTexts } from './texts';

type Props = {
  agency: string;
  sheet: Sheet;
  onDone: (text: string) => void;
  /** Whether certificates may be revoked from here. */
  revocable: boolean;
};

type CertificateProps = Pick<Props, 'sheet' | 'revocable'> & { line: SheetLine };

function Certificate({ sheet, line, revocable }: CertificateProps) {
  const t = useTrainingTexts();
  const organizer = useOrganizerTexts();
  if (!line.certificate) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-6">
      <a
        className="link inline-flex min-h-11 items-center"
        href={`/sertifikat/${line.certificate}`}
      >
        {t('seeCertificate')}
        <span className="sr-only"> {line.name}</span>
      </a>
      {line.certificate_revoked && <Verdict state="unmet">{t('revokedShort')}</Verdict>}
      {revocable && !line.certificate_revoked && (
        <Link
          className="link inline-flex min-h-11 items-center"
          to="/petugas/pelatihan/$session/cabut/$enrolment"
          params={{ session: sheet.session.id, enrolment: line.enrolment_id }}
        >
          {organizer('revoke')}
          <span className="sr-only"> {line.name}</span>
        </Link>
      )}
    </p>
  );
}

function Line({ agency, sheet, line, onDone, revocable }: Props & { line: SheetLine }) {
  const t = useTrainingTexts();
  const language = useLanguage();
  const { problem, running, run } = useProblem();
  const kept = useKept(
    { score: formatMark(line.score ?? '', language) },
    `result ${line.enrolment_id}`,
  );
  const { score } = kept.value;
  const record = (passed: boolean) =>
    run(async () => {
      await ask(
        api.PUT('/api/v1/agencies/{agency}/enrolments/{enrolment}/result', {
          params: {
            path: { agency, enrolment: line.enrolment_id },
            header: { 'If-Match': `"${line.version}"` },
          },
          body: { passed, score: score ? score.replace(',', '.') : null },
        }),
      );
      kept.drop();
      onDone(t('recorded'));
    });
  return (
    <li className="grid gap-2 p-4">
      <p className="flex flex-wrap items-center gap-3 font-semibold">
        {line.name}
        {line.state === 'passed' && <Verdict state="met">{t('passed')}</Verdict>}
        {line.state === 'not_passed' && <Verdict state="unmet">{t('notPassed')}</Verdict>}
        {line.certificate && line.score && (
          <span className="font-normal">
            {t('score')} <Mark value={line.score} />
          </span>
        )}
      </p>
      <ProblemSummary problem={problem} />
      {!line.certificate && <TypedBack kept={kept} />}
      {!line.certificate && (
        <div className="flex flex-wrap items-end gap-3">
          <label className="grid w-24 gap-1 text-sm">
            {t('score')}
            <input
              className="control"
              inputMode="decimal"
              value={score}
              onChange={(event) => kept.set({ score: event.target.value })}
            />
          </label>
          <Button
            busy={running}
            aria-label={`${t('passed')}: ${line.name}`}
            onClick={() => record(true)}
          >
            {t('passed')}
          </Button>
          <Button
            kind="quiet"
            busy={running}
            aria-label={`${t('notPassed')}: ${line.name}`}
            onClick={() => record(false)}
          >
            {t('notPassed')}
          </Button>
        </div>
      )}
      <Certificate sheet={sheet} line={line} revocable={revocable} />
    </li>
  );
}

export function Results({ agency, sheet, onDone, revocable }: Props) {
  const t = useTrainingTexts();
  const ends = sheet.session.meetings.map((meeting) => meeting.ends_at).sort();
  if ((ends.at(-1) ?? '') > sheet.now) return null;
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t('results')}</h2>
      <ul className="card divide-y divide-line">
        {sheet.lines.map((line) => (
          <Line
            key={`${line.enrolment_id} ${line.version}`}
            agency={agency}
            sheet={sheet}
            line={line}
            onDone={onDone}
            revocable={revocable}
          />
        ))}
      </ul>
    </section>
  );
}
