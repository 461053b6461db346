/** Why one participant's result is what it is, as that participant will read it. */

import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, ask } from '../../../api/client';
import { AppPage } from '../../../app/AppPage';
import { Trouble } from '../../../ui/Trouble';
import { WhyResult } from '../WhyResult';
import { basePath, type RunPlace, runPath } from './data';
import { useRunTexts } from './texts';

export function WhyPage() {
  const t = useRunTexts();
  const place = useParams({ strict: false }) as RunPlace & { application: string };
  const query = useQuery({
    queryKey: ['runs', place.agency, place.round, place.run, 'why', place.application],
    queryFn: () =>
      ask(
        api.GET('/api/v1/agencies/{agency}/runs/{run}/outcomes/{application}', {
          params: {
            path: { agency: place.agency, run: place.run, application: place.application },
          },
        }),
      ),
  });
  const code = query.data?.outcome.participant_code ?? '…';
  return (
    <AppPage
      title={t('whyTitle', { code })}
      lead={t('whyLead')}
      crumbs={[
        { label: t('title'), to: basePath(place) },
        { label: t('thisRun'), to: runPath(place) },
        { label: code },
      ]}
    >
      {query.isPending && <p role="status">{t('loading')}</p>}
      <Trouble error={query.error} onRetry={query.refetch} />
      {query.data && <WhyResult why={query.data} />}
    </AppPage>
  );
}
