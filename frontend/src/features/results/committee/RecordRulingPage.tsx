/** A ruling of the competent authority on a tie is recorded, in the order of its letter. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, idempotencyKey } from '../../../api/client';
import { useIdempotencyKey, useProblem } from '../../../api/hooks';
import { AppPage } from '../../../app/AppPage';
import { announce } from '../../../ui/announce';
import { Button } from '../../../ui/Button';
import { FieldGroup } from '../../../ui/Field';
import { Form } from '../../../ui/Form';
import { Select, TextInput } from '../../../ui/inputs';
import { Trouble } from '../../../ui/Trouble';
import { VerdictBanner } from '../../../ui/Verdict';
import {
  basePath,
  namesEachOnce,
  type Outcome,
  type RunPlace,
  runPath,
  tiedOutcomes,
  useRun,
} from './data';
import { useRunTexts } from './texts';

type VacancyPlace = RunPlace & { vacancy: string };

function RulingForm({ place, tied }: { place: VacancyPlace; tied: Outcome[] }) {
  const t = useRunTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const { problem, running, run } = useProblem();
  const [order, setOrder] = useState<string[]>(tied.map(() => ''));
  const [document, setDocument] = useState('');
  const [tried, setTried] = useState(false);
  const ids = tied.map((one) => one.application_id);
  const whole = namesEachOnce(order, ids);
  const send = () => {
    setTried(true);
    if (!whole) return;
    return run(async () => {
      await ask(
        api.POST('/api/v1/agencies/{agency}/rounds/{round}/rulings', {
          params: {
            path: { agency: place.agency, round: place.round },
            header: { 'Idempotency-Key': key.current() },
          },
          headers: idempotencyKey(key.current()),
          body: { vacancy_id: place.vacancy, ranked: order, document: document.trim() },
        }),
      ).finally(key.renew);
      announce(t('recorded'));
      await queries.invalidateQueries({ queryKey: ['rulings', place.agency, place.round] });
      await navigate({ to: runPath(place) });
    });
  };
  return (
    <Form problem={problem} onSubmit={send}>
      <FieldGroup
        pointer="/ranked"
        label={t('order')}
        required
        error={tried && !whole ? t('positionsTwice') : undefined}
      >
        {() => (
          <div className="grid gap-3">
            {order.map((value, index) => (
              <Select
                // biome-ignore lint/suspicious/noArrayIndexKey: the position is the index.
                key={index}
                pointer={`/ranked/${index}`}
                label={t('position', { number: index + 1 })}
                required
                value={value}
                onChange={(chosen) =>
                  setOrder(order.map((before, at) => (at === index ? chosen : before)))
                }
                options={tied.map((one) => ({
                  value: one.application_id,
                  label: one.participant_code,
                }))}
              />
            ))}
          </div>
        )}
      </FieldGroup>
      <TextInput
        pointer="/document"
        label={t('documentLabel')}
        hint={t('documentHint')}
        required
        maxLength={300}
        value={document}
        onChange={setDocument}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" kind="primary" busy={running}>
          {t('record')}
        </Button>
        <Link className="link inline-flex min-h-11 items-center" to={runPath(place) as string}>
          {t('backToRun')}
        </Link>
      </div>
    </Form>
  );
}

export function RecordRulingPage() {
  const t = useRunTexts();
  const place = useParams({ strict: false }) as VacancyPlace;
  const detail = useRun(place);
  const vacancy = detail.data?.vacancies.find((one) => one.vacancy_id === place.vacancy);
  const query = useQuery({
    queryKey: ['runs', place.agency, place.round, place.run, 'tied', place.vacancy],
    enabled: detail.data !== undefined,
    queryFn: () => (vacancy ? tiedOutcomes(place, vacancy) : []),
  });
  const tied = query.data ?? [];
  const error = detail.error ?? query.error;
  return (
    <AppPage
      title={t('recordTitle')}
      lead={t('recordLead')}
      crumbs={[
        { label: t('title'), to: basePath(place) },
        { label: t('thisRun'), to: runPath(place) },
        { label: t('recordRuling') },
      ]}
    >
      {query.isPending && !error && <p role="status">{t('loading')}</p>}
      {error && <Trouble error={error} onRetry={() => (detail.error ? detail : query).refetch()} />}
      {query.data && tied.length < 2 && (
        <VerdictBanner
          state="unchecked"
          link={
            <Link className="link" to={runPath(place) as string}>
              {t('backToRun')}
            </Link>
          }
        >
          {t('noTie')}
        </VerdictBanner>
      )}
      {tied.length >= 2 && <RulingForm place={place} tied={tied} />}
    </AppPage>
  );
}
