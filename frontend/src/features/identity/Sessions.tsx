/** Open sessions of the account, each of which can be ended. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { useProblem } from '../../api/hooks';
import { formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { ProblemSummary } from '../../ui/ProblemSummary';
import { Trouble } from '../../ui/Trouble';
import { Block } from './Block';
import { useIdentityTexts } from './texts';

export function Sessions() {
  const t = useIdentityTexts();
  const language = useLanguage();
  const queries = useQueryClient();
  const { problem, running, run } = useProblem();
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: () => ask(api.GET('/api/v1/identity/sessions')),
  });
  const end = async (session: string) => {
    const done = await run(async () => {
      await ask(
        api.DELETE('/api/v1/identity/sessions/{session}', { params: { path: { session } } }),
      );
      return true;
    });
    if (done) announce(t('sessionEnded'));
    queries.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <Block title={t('sessions')} lead={t('sessionsLead')}>
      <ProblemSummary problem={problem} />
      <Trouble error={sessions.error} onRetry={sessions.refetch} part />
      {sessions.isPending && <p className="text-muted">{t('loading')}</p>}
      <ul className="grid gap-3">
        {sessions.data?.map((session) => (
          <li key={session.id} className="card flex flex-wrap items-center gap-x-4 gap-y-1 p-4">
            <div className="grow">
              <p className="font-semibold">
                {t(session.client === 'mobile' ? 'sessionMobile' : 'sessionApp')}
                {session.current && (
                  <span className="font-normal text-muted"> · {t('sessionHere')}</span>
                )}
              </p>
              <p className="text-sm text-muted">
                {t('sessionSince', { date: formatDateTime(session.created_at, language) })}
              </p>
            </div>
            {!session.current && (
              <Button busy={running} onClick={() => end(session.id)}>
                {t('sessionEnd')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Block>
  );
}
