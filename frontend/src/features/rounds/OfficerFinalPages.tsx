/** The final acts of a second committee member: publish a selection, approve a proposed change. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { api, ask, ifMatch } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { can } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { formatClosing, formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { LinkButton } from '../../ui/Button';
import { FinalAct } from '../../ui/FinalAct';
import { EmptyState } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { useStepUp } from '../identity/StepUp';
import { AlsoChanges, Difference } from './OfficerDifference';
import { partKey } from './OfficerRoundPage';
import { amendmentState, base, missing, usePrepared, vacancyName } from './preparation';
import { usePrepareTexts } from './prepareTexts';

function useFinal(found: ReturnType<typeof usePrepared>) {
  const navigate = useNavigate();
  const { problem, running, run } = useProblem();
  const { withStepUp, dialog } = useStepUp();
  const at = base(found.agency, found.round);
  const finish = (act: () => Promise<unknown>, said: string) =>
    run(async () => {
      await withStepUp(act);
      announce(said);
      await found.refresh();
      await navigate({ to: at as string });
    });
  return { problem, running, dialog, finish, at };
}

export function OfficerPublishRoundPage() {
  const t = usePrepareTexts();
  const language = useLanguage();
  const found = usePrepared();
  const { problem, running, dialog, finish, at } = useFinal(found);
  const { agency, round, etag, prepared, error } = found;
  const zone = prepared?.page.agency.zone;
  const registration = prepared?.page.timetable.find((step) => step.code === 'registration');
  const publish = () =>
    finish(
      () =>
        ask(
          api.POST('/api/v1/agencies/{agency}/rounds/{round}/publish', {
            params: { path: { agency, round }, header: { 'If-Match': etag } },
            headers: ifMatch(etag),
          }),
        ),
      t('published'),
    );
  const may = prepared && !prepared.is_mine && prepared.page.round.state === 'preparation';
  return (
    <AppPage
      title={t('publishTitle')}
      lead={prepared?.page.round.name}
      crumbs={[
        { label: t('title'), to: '/petugas/seleksi' },
        { label: prepared?.page.round.name ?? '…', to: at },
      ]}
    >
      <Trouble error={error} onRetry={found.retry} />
      {found.pending && <p className="text-muted">{t('loading')}</p>}
      {prepared && prepared.page.round.state !== 'preparation' && (
        <EmptyState
          title={t('alreadyPublished')}
          act={<LinkButton to={at as string}>{t('cancel')}</LinkButton>}
        >
          {t('alreadyPublishedHow')}
        </EmptyState>
      )}
      {prepared?.is_mine && prepared.page.round.state === 'preparation' && <p>{t('mineWaits')}</p>}
      {prepared && missing(prepared).length > 0 && <p>{t('incomplete')}</p>}
      {dialog}
      {may && (
        <FinalAct
          willHappen={[
            t('willPublic', { count: prepared.vacancies.length }),
            ...(registration
              ? [
                  t('willOpen', {
                    opens: formatDateTime(registration.opens, language, zone),
                    closes: formatClosing(registration.closes, language, zone),
                  }),
                ]
              : []),
            t('willLock'),
          ]}
          toWhom={t('publishWhom')}
          recorded={t('publishRecorded')}
          act={t('publish')}
          running={running}
          problem={problem}
          onAct={publish}
          cancel={<LinkButton to={at as string}>{t('cancel')}</LinkButton>}
        />
      )}
    </AppPage>
  );
}

export function OfficerAmendmentPage() {
  const t = usePrepareTexts();
  const found = usePrepared();
  const { problem, running, dialog, finish, at } = useFinal(found);
  const { amendment: id = '' } = useParams({ strict: false }) as { amendment?: string };
  const { agency, round, etag, prepared, error } = found;
  const amendment = prepared?.amendments.find((one) => one.id === id);
  const approve = () =>
    finish(
      () =>
        ask(
          api.POST('/api/v1/agencies/{agency}/rounds/{round}/amendments/{amendment}/approve', {
            params: { path: { agency, round, amendment: id }, header: { 'If-Match': etag } },
            headers: ifMatch(etag),
          }),
        ),
      t('approved'),
    );
  const open = amendment?.state === 'proposed';
  return (
    <AppPage
      title={amendment ? t('amendTitle', { part: t(partKey(amendment.kind)) }) : t('amendments')}
      lead={prepared?.page.round.name}
      crumbs={[
        { label: t('title'), to: '/petugas/seleksi' },
        { label: prepared?.page.round.name ?? '…', to: at },
      ]}
    >
      <Trouble error={error} onRetry={found.retry} />
      {found.pending && <p className="text-muted">{t('loading')}</p>}
      {prepared && !amendment && (
        <EmptyState
          title={t('amendmentUnknown')}
          act={<LinkButton to={at as string}>{t('cancel')}</LinkButton>}
        >
          {t('amendmentUnknownHow')}
        </EmptyState>
      )}
      {prepared && amendment && (
        <>
          {amendment.vacancy_id && (
            <p className="text-lg font-semibold">{vacancyName(prepared, amendment.vacancy_id)}</p>
          )}
          <dl className="grid gap-3 sm:grid-cols-2">
            <div>
              <dt className="text-sm text-muted">{t('reason')}</dt>
              <dd>{amendment.reason}</dd>
            </div>
            <div>
              <dt className="text-sm text-muted">{t('legalBasis')}</dt>
              <dd>{amendment.legal_basis}</dd>
            </div>
          </dl>
          {open && <Difference prepared={prepared} amendment={amendment} />}
          {amendment.also_changes.length > 0 && (
            <AlsoChanges prepared={prepared} amendment={amendment} />
          )}
          {!open && <p>{t(amendmentState(amendment.state))}</p>}
          {dialog}
          {open && amendment.is_mine && <p>{t('mineAmend')}</p>}
          {open && !amendment.is_mine && can('round.publish') && (
            <FinalAct
              willHappen={[t('willApply'), t('willKeep')]}
              toWhom={t('approveWhom')}
              recorded={t('approveRecorded')}
              act={t('approve')}
              running={running}
              problem={problem}
              onAct={approve}
              cancel={<LinkButton to={at as string}>{t('cancel')}</LinkButton>}
            />
          )}
        </>
      )}
    </AppPage>
  );
}
