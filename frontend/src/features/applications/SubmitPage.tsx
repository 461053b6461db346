/** `/lamaran/…/kirim`: everything once more, then the final act. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { Versioned } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { AppPage } from '../../app/AppPage';
import { PATHS } from '../../app/paths';
import { useLanguage } from '../../i18n/language';
import { LinkButton } from '../../ui/Button';
import { FinalAct } from '../../ui/FinalAct';
import { Trouble } from '../../ui/Trouble';
import { type Application, load, type Question, submit } from './api';
import { PreCheck, Waiting, WhoApplies } from './parts';
import { useApplicationTexts } from './texts';

export function SubmitPage() {
  const t = useApplicationTexts();
  const { agency = '', application = '' } = useParams({ strict: false });
  const draft = useQuery({
    queryKey: ['application', agency, application],
    queryFn: () => load({ agency, application }),
    staleTime: 0,
    gcTime: 0,
  });
  const crumbs = [{ label: t('mine'), to: PATHS.myApplications }, { label: t('reviewTitle') }];
  return (
    <AppPage title={t('reviewTitle')} lead={t('reviewLead')} crumbs={crumbs}>
      {draft.isPending && <Waiting />}
      <Trouble error={draft.error} onRetry={draft.refetch} />
      {draft.data && <Review draft={draft.data} />}
    </AppPage>
  );
}

function Review({ draft: { data: application, etag } }: { draft: Versioned<Application> }) {
  const t = useApplicationTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const { post } = application;
  const back = (
    <LinkButton kind="quiet" to="/lamar/$vacancy" params={{ vacancy: post.vacancy_id }}>
      {t('back')}
    </LinkButton>
  );
  const act = () =>
    run(async () => {
      const place = { agency: post.agency_id, application: application.id };
      const done = await submit(place, etag, key.current());
      key.renew();
      queries.removeQueries({ queryKey: ['my-applications'] });
      queries.removeQueries({ queryKey: ['proofs'] });
      const receipt = done.receipts[0]?.receipt ?? '';
      await navigate({
        to: '/tanda-terima/$agency/$receipt',
        params: { agency: post.agency_id, receipt },
      });
    });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <WhoApplies application={application} />
      <section className="grid max-w-prose gap-3">
        <h2 className="text-xl">{t('yourAnswers')}</h2>
        <dl className="grid gap-3">
          {application.questions.map((question) => (
            <Answered key={question.pointer} question={question} application={application} />
          ))}
        </dl>
      </section>
      <PreCheck application={application} />
      {application.missing.length > 0 ? (
        <div className="grid justify-items-start gap-3">
          <p className="font-semibold">{t('missing', { count: application.missing.length })}</p>
          {back}
        </div>
      ) : (
        <FinalAct
          act={t('submit')}
          running={running}
          problem={problem}
          onAct={act}
          willHappen={[t('willFreeze'), t('willReceipt'), t('willCorrect')]}
          toWhom={t('toPost', {
            unit: post.unit_path,
            agency: post.agency_name,
            title: post.title,
          })}
          recorded={t('recordedSubmit')}
          cancel={back}
        />
      )}
    </div>
  );
}

function Answered({ question, application }: { question: Question; application: Application }) {
  const t = useApplicationTexts();
  const language = useLanguage();
  const { answers } = application;
  const yes = (value: boolean | null | undefined) =>
    value == null ? undefined : t(value ? 'yes' : 'no');
  const value = () => {
    switch (question.kind) {
      case 'education':
        return question.choices.find((choice) => choice.value === answers.education)?.label[
          language
        ];
      case 'gpa':
        return answers.gpa?.replace('.', language === 'id' ? ',' : '.');
      case 'disability':
        return yes(answers.disability);
      case 'residence':
        return answers.residence;
      case 'statement':
        return answers.statements?.includes(question.code) ? t('yes') : undefined;
      default: {
        const found = application.attachments.find((one) => one.code === question.code);
        return found?.document.media_type.split('/')[1]?.toUpperCase();
      }
    }
  };
  return (
    <div>
      <dt className="text-sm text-muted">{question.label[language]}</dt>
      <dd className="font-semibold break-words">{value() ?? t('empty')}</dd>
    </div>
  );
}
