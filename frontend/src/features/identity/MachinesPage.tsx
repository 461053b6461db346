/** Machine clients of the agency: propose one, see who they are, what they may do and when they were last used. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { can, useSession } from '../../api/session';
import { AppPage } from '../../app/AppPage';
import { formatDate, formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { LinkButton } from '../../ui/Button';
import { DataTable } from '../../ui/DataTable';
import { EmptyState, LoadMore } from '../../ui/Page';
import { Trouble } from '../../ui/Trouble';
import { Verdict } from '../../ui/Verdict';
import { useAgency } from './agency';
import { Block } from './Block';
import { type Machine, machinesKey } from './machine';
import { useMachineTexts } from './machineTexts';
import { ProposeMachine } from './ProposeMachine';

const STATES = { waiting: 'waiting', in_force: 'met', over: 'unchecked' } as const;

export function MachinesPage() {
  const t = useMachineTexts();
  const session = useSession();
  const agency = useAgency('machine.see');
  const mayMake = can('machine.give', session);
  return (
    <AppPage title={t('title')} lead={t('lead')}>
      <MachineList agency={agency} mayMake={mayMake} />
      {mayMake && <ProposeMachine agency={agency} />}
    </AppPage>
  );
}

function MachineList({ agency, mayMake }: { agency: string; mayMake: boolean }) {
  const t = useMachineTexts();
  const language = useLanguage();
  const machines = useInfiniteQuery({
    queryKey: [...machinesKey(agency), language],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/agencies/{agency}/machines', {
          params: { path: { agency }, query: { cursor: pageParam } },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = machines.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Block title={t('list')}>
      <Trouble error={machines.error} onRetry={machines.refetch} />
      {machines.isPending && <p className="text-muted">{t('loading')}</p>}
      {machines.data && rows.length === 0 && (
        <EmptyState title={t('empty')}>{t('emptyHow')}</EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            caption={t('listCaption')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'name',
                title: t('name'),
                heading: true,
                cell: (row) => (
                  <span className="grid gap-1">
                    <span>{row.name}</span>
                    <span className="text-sm font-normal text-muted">{row.purpose}</span>
                    <span className="text-sm font-normal text-muted wrap-anywhere">
                      {row.contact}
                    </span>
                  </span>
                ),
              },
              {
                key: 'scopes',
                title: t('may'),
                cell: (row) => (
                  <ul className="grid gap-1 sm:list-disc sm:pl-5">
                    {row.scopes.map((scope) => (
                      <li key={scope.name}>{scope.words}</li>
                    ))}
                  </ul>
                ),
              },
              {
                key: 'state',
                title: t('state'),
                cell: (row) => {
                  const state = row.state as keyof typeof STATES;
                  return (
                    <span className="grid gap-1">
                      <Verdict state={STATES[state]}>{t(state)}</Verdict>
                      <span className="text-sm text-muted">
                        {t('until')} {formatDate(row.valid_until, language)}
                      </span>
                    </span>
                  );
                },
              },
              { key: 'secret', title: t('secret'), cell: (row) => <Secret machine={row} /> },
              {
                key: 'used',
                title: t('used'),
                cell: (row) =>
                  row.last_used_at ? formatDateTime(row.last_used_at, language) : t('usedNever'),
              },
              ...(mayMake
                ? [
                    {
                      key: 'acts',
                      title: t('acts'),
                      cell: (row: Machine) => <Acts machine={row} />,
                    },
                  ]
                : []),
            ]}
          />
          <LoadMore
            shown={rows.length}
            more={machines.hasNextPage}
            loading={machines.isFetchingNextPage}
            onMore={() => machines.fetchNextPage()}
          />
        </>
      )}
    </Block>
  );
}

function Secret({ machine }: { machine: Machine }) {
  const t = useMachineTexts();
  const language = useLanguage();
  const { secret_made_at: made, old_secret_works_until: old } = machine;
  if (!made) return t('secretNone');
  return (
    <span className="grid gap-1">
      <span>{t('secretMade', { date: formatDateTime(made, language) })}</span>
      {old && (
        <span className="text-sm text-muted">
          {t('secretOld', { date: formatDateTime(old, language) })}
        </span>
      )}
    </span>
  );
}

function Acts({ machine }: { machine: Machine }) {
  const t = useMachineTexts();
  if (machine.state === 'over') return <span className="text-muted">{t('noActs')}</span>;
  const params = { machine: machine.id };
  const waiting = machine.state === 'waiting';
  return (
    <span className="flex flex-wrap gap-2">
      {waiting && machine.proposed_by_me && (
        <span className="text-sm text-muted">{t('waitsForSecond')}</span>
      )}
      {waiting && !machine.proposed_by_me && (
        <LinkButton to="/petugas/klien-mesin/$machine/sahkan" params={params}>
          {t('confirm')}
        </LinkButton>
      )}
      {!waiting && (
        <LinkButton to="/petugas/klien-mesin/$machine/rahasia" params={params}>
          {t(machine.secret_made_at ? 'replaceSecret' : 'makeSecret')}
        </LinkButton>
      )}
      <LinkButton kind="quiet" to="/petugas/klien-mesin/$machine/akhiri" params={params}>
        {t(waiting ? 'withdraw' : 'end')}
      </LinkButton>
    </span>
  );
}
