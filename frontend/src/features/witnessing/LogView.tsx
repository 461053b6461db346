/** How a log stands, for everybody: signed or not, by which keys, seen by whom. */
import { formatDate, formatDateTime, formatNumber } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { DataTable } from '../../ui/DataTable';
import { failedOf, Trouble } from '../../ui/Trouble';
import { Verdict, VerdictBanner } from '../../ui/Verdict';
import { Block as Part } from '../identity/Block';
import { type LogKeys, type PolicyVersion, useLog } from './log';
import { useLogTexts } from './texts';
import { useQuorumWords } from './useQuorumWords';

export function LogView({ agency, name }: { agency: string; name: string }) {
  const t = useLogTexts();
  const { status, keys, policies } = useLog(agency);
  const failed = failedOf([status, keys, policies]);
  if (failed.error) return <Trouble {...failed} />;
  if (!status.data || !keys.data || !policies.data)
    return <p className="text-muted">{t('loading')}</p>;
  return (
    <>
      <Standing status={status.data} name={name} />
      <Keys keys={keys.data} />
      <Witnesses vkey={status.data.vkey ?? ''} policies={policies.data.items} />
      <Part title={t('programs')} lead={t('programsLead')}>
        <ul className="grid gap-1 wrap-anywhere">
          {['checkpoint', 'policy'].map((file) => (
            <li key={file}>
              <a
                className="link inline-flex min-h-11 items-center"
                href={`/ledger/${agency}/${file}`}
              >
                {status.data.url}
                {file}
              </a>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

type Status = NonNullable<ReturnType<typeof useLog>['status']['data']>;

function Standing({ status, name }: { status: Status; name: string }) {
  const t = useLogTexts();
  const language = useLanguage();
  const count = (value: number) => formatNumber(value, language);
  const { refusing, signed_at, size, witnessed_size, witnesses } = status;
  return (
    <section className="grid gap-4">
      <h2 className="text-xl">{name}</h2>
      {refusing && <VerdictBanner state="unmet">{refusing.message}</VerdictBanner>}
      {!refusing && signed_at && (
        <VerdictBanner state="met">
          {t('signed', { count: count(size), at: formatDateTime(signed_at, language) })}
        </VerdictBanner>
      )}
      {!refusing && !signed_at && <VerdictBanner state="waiting">{t('unsigned')}</VerdictBanner>}
      <VerdictBanner state={size > 0 && witnessed_size === size ? 'met' : 'waiting'}>
        {witnesses.length === 0
          ? t('watchedByNobody')
          : t('watched', { seen: count(witnessed_size), count: count(size) })}
      </VerdictBanner>
    </section>
  );
}

function Keys({ keys }: { keys: LogKeys }) {
  const t = useLogTexts();
  const language = useLanguage();
  const reasonOf = (number: number) =>
    keys.changes.find((one) => one.number === number && one.done_at);
  if (keys.items.length === 0) return <Part title={t('keys')}>{t('keysNone')}</Part>;
  return (
    <Part title={t('keys')} lead={t('keysLead')}>
      <DataTable
        caption={t('keysCaption')}
        rows={keys.items}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'number',
            title: t('key'),
            heading: true,
            cell: (row) => t('keyNumber', { number: row.number, id: row.id }),
          },
          {
            key: 'since',
            title: t('since'),
            cell: (row) => formatDate(row.since, language),
          },
          {
            key: 'entries',
            title: t('entries'),
            cell: (row) => {
              const from = formatNumber(row.since_size + 1, language);
              const until = row.until_size;
              if (until === null || until === undefined) return t('entriesFrom', { from });
              if (until <= row.since_size) return t('entriesNone');
              return t('entriesBetween', { from, until: formatNumber(until, language) });
            },
          },
          {
            key: 'custodians',
            title: t('custodians'),
            cell: (row) => t(row.custodians === 2 ? 'twoHalves' : 'oneFile'),
          },
          {
            key: 'why',
            title: t('why'),
            cell: (row) => {
              const change = reasonOf(row.number);
              if (!change) return t('first');
              return (
                <span className="grid justify-items-start gap-1">
                  <span>{t(`reason_${change.reason as 'routine'}`)}</span>
                  {row.without_old && (
                    <Verdict state="waiting">
                      {t(row.witnessed ? 'withoutOldSeen' : 'withoutOld')}
                    </Verdict>
                  )}
                  {row.proof && (
                    <a className="link inline-flex min-h-11 items-center" href={row.proof}>
                      {t('proof')}
                    </a>
                  )}
                </span>
              );
            },
          },
        ]}
      />
    </Part>
  );
}

const STATES = {
  proposed: 'unchecked',
  approved: 'waiting',
  in_force: 'met',
  replaced: 'unchecked',
} as const;

function Witnesses({ vkey, policies }: { vkey: string; policies: PolicyVersion[] }) {
  const t = useLogTexts();
  const language = useLanguage();
  const say = useQuorumWords(vkey);
  const inForce = policies.find((one) => one.state === 'in_force');
  return (
    <Part title={t('witnesses')} lead={t('witnessesLead')}>
      <p className="max-w-prose">
        {inForce ? t('mustSign', { who: say(inForce.lines) }) : t('nobodyYet')}
      </p>
      {policies.length > 0 && (
        <DataTable
          caption={t('policies')}
          rows={policies}
          rowKey={(row) => `${row.version}`}
          columns={[
            {
              key: 'version',
              title: t('version'),
              heading: true,
              cell: (row) => t('versionNumber', { number: row.version }),
            },
            { key: 'quorum', title: t('quorum'), cell: (row) => say(row.lines) },
            { key: 'reason', title: t('why'), cell: (row) => row.reason },
            {
              key: 'state',
              title: t('state'),
              cell: (row) => {
                const state = row.state as keyof typeof STATES;
                return (
                  <span className="grid justify-items-start gap-1">
                    <Verdict state={STATES[state]}>{t(`policy_${state}`)}</Verdict>
                    <span className="text-sm text-muted">
                      {formatDate(row.in_force_at ?? row.approved_at ?? row.proposed_at, language)}
                    </span>
                  </span>
                );
              },
            },
          ]}
        />
      )}
    </Part>
  );
}
