/** Below the four questions: the timetable of each open round, and the classes that take people now. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, ask } from '../api/client';
import { useAnswer } from '../api/useAnswer';
import { formatClosing, formatDateTime } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { EmptyState } from '../ui/Page';
import { Trouble } from '../ui/Trouble';
import { useHomeTexts } from './homeTexts';

/** Rounds shown; each has a page with the rest. */
const ROUNDS = 2;

/** The open rounds, each by the page of one of its vacancies, which carries the timetable. */
async function openRounds() {
  const open = await ask(
    api.GET('/api/v1/vacancies', { params: { query: { show: 'open', limit: 50 } } }),
  );
  const first = new Map(open.items.map((card) => [card.round_id, card.id]));
  const pages = [...first.values()].slice(0, ROUNDS);
  return Promise.all(
    pages.map((id) => ask(api.GET('/api/v1/vacancies/{id}', { params: { path: { id } } }))),
  );
}

/** Classes with a seat, of the first agency that trains. */
async function openClasses() {
  const agencies = await ask(api.GET('/api/v1/training/agencies'));
  const agency = agencies.items[0]?.id;
  if (!agency) return [];
  const found = await ask(
    api.GET('/api/v1/agencies/{agency}/course-sessions', {
      params: { path: { agency }, query: { open: true } },
    }),
  );
  return found.items.slice(0, 3);
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid content-start gap-3">
      <h2 className="text-xl">{title}</h2>
      {children}
    </section>
  );
}

export default function HomeBelow() {
  const t = useHomeTexts();
  const language = useLanguage();
  const askedRounds = useAnswer('open rounds', openRounds);
  const askedClasses = useAnswer('open classes', openClasses);
  const [rounds, classes] = [askedRounds.data, askedClasses.data];
  return (
    <div className="grid gap-8 sm:grid-cols-2 sm:gap-6">
      <Section title={t('timeline')}>
        <Trouble error={askedRounds.problem} onRetry={askedRounds.again} part />
        {rounds?.length === 0 && (
          <EmptyState title={t('timelineEmpty')}>{t('timelineHow')}</EmptyState>
        )}
        {rounds?.map(({ round, agency, timetable }) => (
          <article key={round.id} className="card grid gap-3 p-4">
            <h3>
              <Link
                to="/seleksi/$agency/$round"
                params={{ agency: agency.id, round: round.id }}
                className="link font-semibold"
              >
                {round.name}
              </Link>
            </h3>
            <p className="text-sm text-muted">{agency.name}</p>
            <ol className="grid gap-2 text-sm">
              {timetable.map((step) => (
                <li key={step.code} className="border-l-4 border-line pl-3">
                  <strong>{step.name[language]}</strong>
                  <br />
                  {formatDateTime(step.opens, language, agency.zone)} –{' '}
                  {formatClosing(step.closes, language, agency.zone)}
                </li>
              ))}
            </ol>
          </article>
        ))}
      </Section>
      <Section title={t('training')}>
        <Trouble error={askedClasses.problem} onRetry={askedClasses.again} part />
        {classes?.length === 0 && (
          <EmptyState title={t('trainingEmpty')}>{t('trainingHow')}</EmptyState>
        )}
        {classes?.map((session) => (
          <article key={session.id} className="card grid gap-1 p-4">
            <h3 className="font-semibold">{session.course_title}</h3>
            <p className="text-sm text-muted">{session.course_goal}</p>
          </article>
        ))}
        {classes && classes.length > 0 && (
          <p>
            <Link to="/pelatihan" className="link inline-flex min-h-11 items-center">
              {t('trainingAll')}
            </Link>
          </p>
        )}
      </Section>
    </div>
  );
}
