/** An employee chooses an open session and follows the own courses. */
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { AppPage } from '../../app/AppPage';
import { formatDateTime } from '../../i18n/format';
import { useLanguage } from '../../i18n/language';
import { Deadline } from '../../ui/figures';
import { EmptyState } from '../../ui/Page';
import { StatusLine } from '../../ui/StatusLine';
import { Verdict } from '../../ui/Verdict';
import { type OwnTraining, useOpenSessions, useOwnAgency, useOwnTraining } from './data';
import { NotEmployee, SessionFacts, Waiting } from './parts';
import { useTrainingTexts } from './texts';

const Proofs = lazy(() => import('../proofs/Proofs'));

function Progress({ own, agency }: { own: OwnTraining; agency: string }) {
  const t = useTrainingTexts();
  const language = useLanguage();
  const now = new Date().toISOString();
  const coming = own.meetings.find((meeting) => meeting.ends_at > now);
  const steps = [t('stepEnrolled'), t('stepAttend'), t('stepResult'), t('stepCertificate')];
  const happened = {
    enrolled: own.enrolled_by_head ? t('didEnrolHead') : t('didEnrol'),
    cancelled: t('didCancel'),
    passed: own.certificate_revoked ? t('certificateRevoked') : t('didPass'),
    not_passed: t('didNotPass'),
  }[own.state];
  const certified = own.certificate && !own.certificate_revoked;
  const certificate = (words: string) => (
    <Link to="/sertifikat/$address" params={{ address: own.certificate ?? '' }} className="link">
      {words}
    </Link>
  );
  const next = {
    enrolled: coming
      ? t('nextAttend', {
          place: own.place,
          begins: formatDateTime(coming.begins_at, language, own.zone),
        })
      : t('nextResult'),
    cancelled: t('nextNothing'),
    passed: certified
      ? certificate(t('seeCertificate'))
      : own.certificate
        ? certificate(t('seeReason'))
        : t('nextCertificate'),
    not_passed: t('nextAgain'),
  }[own.state];
  const current = {
    enrolled: coming ? 1 : 2,
    cancelled: 0,
    passed: certified ? 4 : 3,
    not_passed: 3,
  }[own.state];
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="text-lg">
        <Link
          to="/pegawai/pelatihan/$session"
          params={{ session: own.session_id }}
          className="link inline-flex min-h-11 items-center"
        >
          {own.course_title} · {own.session_label}
        </Link>
      </h3>
      <StatusLine
        about={`${own.course_title} · ${own.session_label}`}
        steps={steps}
        current={current}
        happened={happened}
        next={next}
        by={
          own.state === 'enrolled' &&
          own.enrolment_closes > now && (
            <>
              {t('cancelUntil')} <Deadline closes={own.enrolment_closes} zone={own.zone} />
            </>
          )
        }
      />
      <Suspense fallback={null}>
        <Proofs owned={{ agency, enrolment: own.enrolment_id }} zone={own.zone} />
      </Suspense>
    </article>
  );
}

export function OwnTrainingPage() {
  const t = useTrainingTexts();
  const service = useOwnAgency();
  const agency = service?.agency_id;
  const open = useOpenSessions(agency).data?.items;
  const own = useOwnTraining(agency).data?.items;
  return (
    <AppPage title={t('ownTitle')} lead={t('ownLead')}>
      {service === null && <NotEmployee />}
      {service !== null && (!open || !own) && <Waiting />}
      {open && own && (
        <>
          <section className="grid gap-4">
            <h2 className="text-xl">{t('openNow')}</h2>
            {open.length === 0 && <EmptyState title={t('noOpen')}>{t('noOpenHow')}</EmptyState>}
            {open.map((session) => (
              <article key={session.id} className="card grid gap-3 p-4">
                <h3 className="text-lg">
                  <Link
                    to="/pegawai/pelatihan/$session"
                    params={{ session: session.id }}
                    className="link inline-flex min-h-11 items-center"
                  >
                    {session.course_title} · {session.label}
                  </Link>
                </h3>
                {own.some((one) => one.session_id === session.id && one.state !== 'cancelled') && (
                  <p>
                    <Verdict state="met">{t('alreadyIn')}</Verdict>
                  </p>
                )}
                <SessionFacts session={session} />
              </article>
            ))}
          </section>
          <section className="grid gap-6">
            <h2 className="text-xl">{t('ownTitle')}</h2>
            {own.length === 0 && <EmptyState title={t('noOwn')}>{t('noOwnHow')}</EmptyState>}
            {own.map((one) => (
              <Progress key={one.enrolment_id} own={one} agency={agency ?? ''} />
            ))}
          </section>
        </>
      )}
    </AppPage>
  );
}
