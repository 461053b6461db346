/** Grants of the agency: propose, confirm, end. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, idempotencyKey, ifMatch } from '../../api/client';
import { useIdempotencyKey, useProblem } from '../../api/hooks';
import { ownProblem } from '../../api/ownProblem';
import type { components } from '../../api/schema.gen';
import { AppPage } from '../../app/AppPage';
import { formatDate } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { Form, ProblemSummary } from '../../ui/Form';
import { DateField, Select, TextInput } from '../../ui/inputs';
import { EmptyState, LoadMore } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { Verdict } from '../../ui/Verdict';
import { useAgency } from './agency';
import { Block } from './Block';
import { ROLES, roleWord } from './roles';
import { useStepUp } from './StepUp';
import { useIdentityTexts } from './texts';

type Grant = components['schemas']['RoleGrant'];
type WithStepUp = ReturnType<typeof useStepUp>['withStepUp'];
const STATES = { waiting: 'waiting', in_force: 'met', over: 'unchecked' } as const;

export function GrantsPage() {
  const t = useIdentityTexts();
  const agency = useAgency('grant.see');
  const { withStepUp, dialog } = useStepUp();
  return (
    <AppPage title={t('grantsTitle')} lead={t('grantsLead')}>
      <GiveGrant agency={agency} withStepUp={withStepUp} />
      <GrantList agency={agency} withStepUp={withStepUp} />
      {dialog}
    </AppPage>
  );
}

export function GiveGrant({ agency, withStepUp }: { agency: string; withStepUp: WithStepUp }) {
  const t = useIdentityTexts();
  const queries = useQueryClient();
  const key = useIdempotencyKey();
  const [form, setForm] = useState({ email: '', role: '', until: '' });
  const { problem, running, run, show } = useProblem();
  const set = (name: keyof typeof form) => (value: string) => {
    key.renew();
    setForm((before) => ({ ...before, [name]: value }));
  };
  const submit = async () => {
    const missing = (
      [
        ['/email', form.email.trim(), t('grantEmailMissing')],
        ['/role', form.role, t('grantRoleMissing')],
        ['/valid_until', form.until, t('grantUntilMissing')],
      ] as const
    ).filter(([, value]) => value === '');
    if (missing.length > 0) {
      const told = missing.map(([pointer, , message]) => ({ pointer, code: 'missing', message }));
      return show(ownProblem(t('grantGaps'), told));
    }
    const grant = await run(() =>
      withStepUp(() =>
        ask(
          api.POST('/api/v1/agencies/{agency}/grants', {
            params: { path: { agency }, header: idempotencyKey(key.current()) },
            body: {
              email: form.email,
              role: form.role,
              scope_kind: 'agency',
              // The grant ends with the chosen day in the western zone.
              valid_until: `${form.until}T23:59:59+07:00`,
            },
          }),
        ),
      ),
    );
    if (!grant) return;
    announce(t(grant.state === 'waiting' ? 'grantWaits' : 'grantGivenNow'));
    set('email')('');
    queries.invalidateQueries({ queryKey: ['grants'] });
  };
  return (
    <Block title={t('grantGive')}>
      <Form problem={problem} onSubmit={submit} label={t('grantGive')}>
        <TextInput
          pointer="/email"
          label={t('grantEmail')}
          required
          type="email"
          value={form.email}
          onChange={set('email')}
        />
        <Select
          pointer="/role"
          label={t('grantRole')}
          required
          value={form.role}
          onChange={set('role')}
          options={ROLES.map((role) => ({ value: role, label: roleWord(t, role) }))}
        />
        <DateField
          pointer="/valid_until"
          label={t('grantUntil')}
          required
          value={form.until}
          onChange={set('until')}
        />
        <Button kind="primary" type="submit" busy={running} className="justify-self-start">
          {t('grantAct')}
        </Button>
      </Form>
    </Block>
  );
}

function GrantList({ agency, withStepUp }: { agency: string; withStepUp: WithStepUp }) {
  const t = useIdentityTexts();
  const language = useLanguage();
  const queries = useQueryClient();
  const { problem, running, run } = useProblem();
  const grants = useInfiniteQuery({
    queryKey: ['grants', agency],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/agencies/{agency}/grants', {
          params: { path: { agency }, query: { cursor: pageParam } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = grants.data?.pages.flatMap((page) => page.items) ?? [];
  const act = async (grant: Grant, what: 'confirm' | 'end') => {
    const params = {
      path: { agency, grant: grant.id },
      header: { 'If-Match': '', ...ifMatch(`"${grant.version}"`) },
    };
    const done = await run(() =>
      withStepUp(() =>
        ask(
          what === 'confirm'
            ? api.POST('/api/v1/agencies/{agency}/grants/{grant}/confirm', { params })
            : api.POST('/api/v1/agencies/{agency}/grants/{grant}/end', { params }),
        ),
      ),
    );
    if (done) announce(t(what === 'confirm' ? 'grantConfirmed' : 'grantEnded'));
    queries.invalidateQueries({ queryKey: ['grants'] });
  };
  return (
    <Block title={t('grantsList')}>
      <ProblemSummary problem={problem} />
      <Trouble error={grants.error} onRetry={grants.refetch} part />
      {grants.isPending && <p className="text-muted">{t('loading')}</p>}
      {grants.data && rows.length === 0 && (
        <EmptyState title={t('grantsEmpty')}>{t('grantsEmptyHow')}</EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            caption={t('grantsList')}
            headed
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { key: 'name', title: t('grantHolder'), heading: true, cell: (row) => row.name },
              { key: 'role', title: t('grantRole'), cell: (row) => roleWord(t, row.role) },
              {
                key: 'until',
                title: t('grantUntil'),
                cell: (row) => formatDate(row.valid_until, language),
              },
              {
                key: 'state',
                title: t('grantState'),
                cell: (row) => {
                  const state = row.state as keyof typeof STATES;
                  return <Verdict state={STATES[state]}>{t(`grant_${state}`)}</Verdict>;
                },
              },
              {
                key: 'act',
                title: '',
                cell: (row) => (
                  <span className="flex flex-wrap gap-2">
                    {row.state === 'waiting' && !row.proposed_by_me && (
                      <Button busy={running} onClick={() => act(row, 'confirm')}>
                        {t('grantConfirm')}
                      </Button>
                    )}
                    {row.state !== 'over' && (
                      <Button kind="quiet" busy={running} onClick={() => act(row, 'end')}>
                        {t('grantEnd')}
                      </Button>
                    )}
                  </span>
                ),
              },
            ]}
          />
          <LoadMore
            shown={rows.length}
            more={grants.hasNextPage}
            loading={grants.isFetchingNextPage}
            onMore={() => grants.fetchNextPage()}
          />
        </>
      )}
    </Block>
  );
}
