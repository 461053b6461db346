/** What surrounds every page: demo bar, header, menus, footer, and the shells of the four areas. */
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import { useDemo } from '../api/demo';
import { asProblem } from '../api/problem';
import { useSession } from '../api/session';
import { formatDateTime } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { tryLine, useKeptSince } from '../offline/line';
import { Announcer, announce } from '../ui/announce';
import { LinkButton } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { SkipLink } from '../ui/Page';
import { Songket, SongketMark } from '../ui/Songket';
import { LanguageSwitch, ThemeSwitch } from '../ui/switches';
import { useInstall } from './install';
import { type Area, type NavEntry, useNav } from './nav';
import { PATHS } from './paths';
import { useAppTexts } from './texts';

function DemoBar() {
  const t = useAppTexts();
  if (!useDemo()) return null;
  return (
    <aside aria-label={t('demoBar')}>
      <p className="bg-ink px-4 py-1.5 text-center text-sm text-paper">
        <strong className="tracking-wider">{t('demoBar')}</strong> · {t('demoExplain')}
      </p>
    </aside>
  );
}

/** Said whenever the screen may show what is no longer so. */
function LineBar() {
  const t = useAppTexts();
  const language = useLanguage();
  const since = useKeptSince();
  if (since === null) return null;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <aside aria-label={t('lineBar')}>
      <p
        role="status"
        className="flex flex-wrap items-center justify-center gap-x-4 bg-waiting-soft px-4 py-1 text-center text-ink"
      >
        {t('lineGone', { time: formatDateTime(new Date(since).toISOString(), language, zone) })}
        <button type="button" className="link min-h-11 cursor-pointer" onClick={tryLine}>
          {t('lineTry')}
        </button>
      </p>
    </aside>
  );
}

const NAV_LINK =
  'inline-flex min-h-11 items-center border-b-2 border-transparent px-1 font-semibold hover:border-line data-[status=active]:border-brand data-[status=active]:text-brand';

function NavLinks({ entries }: { entries: NavEntry[] }) {
  const language = useLanguage();
  return entries.map((entry) => (
    <li key={entry.to}>
      <Link to={entry.to} className={NAV_LINK}>
        {entry.label[language]}
      </Link>
    </li>
  ));
}

/** One link to the first page of each area that the person may enter. */
function useAreaLinks() {
  const t = useAppTexts();
  const navOf = useNav();
  return (['applicant', 'officer', 'employee'] as const).flatMap((area) => {
    const first = navOf(area)[0];
    return first ? [{ area, to: first.to, label: t(`${area}Area`) }] : [];
  });
}

function Person() {
  const t = useAppTexts();
  const session = useSession();
  if (session.state === 'starting') return null;
  if (session.state === 'visitor') {
    return <LinkButton to={PATHS.signIn as string}>{t('signIn')}</LinkButton>;
  }
  return (
    <div className="flex items-center gap-3">
      <span className="hidden max-w-48 truncate font-semibold sm:inline">{session.me.name}</span>
      <button
        type="button"
        className="link min-h-11 cursor-pointer"
        onClick={() =>
          import('../api/person')
            .then(({ signOut }) => signOut())
            .then(
              () => location.assign('/'),
              (error) => announce(asProblem(error).title),
            )
        }
      >
        {t('signOut')}
      </button>
    </div>
  );
}

function Header() {
  const t = useAppTexts();
  const id = useId();
  const [open, setOpen] = useState(false);
  const areas = useAreaLinks();
  const entries = useNav()('public');
  const anything = entries.length + areas.length > 0;
  return (
    <header className="bg-paper">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-2 gap-y-2 px-4 py-3 md:gap-x-8 sm:px-6">
        <Link
          to="/"
          className="inline-flex min-h-11 items-center gap-2 text-xl font-extrabold tracking-tight"
        >
          <SongketMark className="size-9 text-brand" />
          {t('site')}
        </Link>
        <div className="ml-auto flex items-center gap-2 sm:gap-4 md:order-3">
          <LanguageSwitch />
          <Person />
        </div>
        {anything && (
          <>
            <button
              type="button"
              aria-expanded={open}
              aria-controls={id}
              className="inline-flex min-h-11 w-full cursor-pointer items-center gap-2 border-t border-line pt-2 font-semibold md:hidden"
              onClick={() => setOpen(!open)}
            >
              <Icon name="menu" /> {t('menu')}
            </button>
            <nav
              id={id}
              aria-label={t('mainNav')}
              className={`${open ? '' : 'hidden'} w-full md:order-2 md:block md:w-auto`}
            >
              <ul className="grid gap-x-6 md:flex md:flex-wrap">
                <NavLinks entries={entries} />
                {areas.map((area) => (
                  <li key={area.area}>
                    <Link to={area.to} className={NAV_LINK}>
                      {area.label}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
          </>
        )}
      </div>
      <div className="border-b border-line" />
    </header>
  );
}

function Footer() {
  const t = useAppTexts();
  const install = useInstall();
  return (
    <footer className="mt-16 bg-surface">
      <Songket className="text-brand opacity-35" />
      <div className="mx-auto flex max-w-page flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-6 sm:px-6">
        <p className="max-w-prose text-muted">{t('footerAbout')}</p>
        <nav aria-label={t('footerNav')}>
          <ul className="flex flex-wrap gap-x-6">
            <li>
              <Link className="link inline-flex min-h-11 items-center" to="/data-terbuka">
                {t('footerData')}
              </Link>
            </li>
            <li>
              <Link className="link inline-flex min-h-11 items-center" to="/periksa">
                {t('footerCheck')}
              </Link>
            </li>
            <li>
              <Link className="link inline-flex min-h-11 items-center" to="/aturan">
                {t('footerRules')}
              </Link>
            </li>
            <li>
              <a className="link inline-flex min-h-11 items-center" href="/docs">
                {t('footerApi')}
              </a>
            </li>
            <li>
              <Link
                className="link inline-flex min-h-11 items-center"
                to={PATHS.messages as string}
              >
                {t('footerMessages')}
              </Link>
            </li>
            {install && (
              <li>
                <button type="button" className="link min-h-11 cursor-pointer" onClick={install}>
                  {t('install')}
                </button>
              </li>
            )}
          </ul>
        </nav>
        <ThemeSwitch />
      </div>
    </footer>
  );
}

function Waiting() {
  return <p className="py-16 text-center text-muted">Memuat… · Loading…</p>;
}

// Only who signed in can lose a session: it comes with the rooms, before it is ever shown.
const SessionLost = lazy(() =>
  import('./SessionLost').then((lost) => ({ default: lost.SessionLost })),
);

export function RootFrame() {
  const lost = useSession().state === 'lost';
  return (
    <Suspense fallback={<Waiting />}>
      <SkipLink />
      <DemoBar />
      <LineBar />
      <Header />
      <Outlet />
      <Footer />
      <Announcer />
      {lost && (
        <Suspense fallback={null}>
          <SessionLost />
        </Suspense>
      )}
    </Suspense>
  );
}

export function Main({ children }: { children: ReactNode }) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto max-w-page px-4 pt-6 outline-none sm:px-6 sm:pt-8"
    >
      {children}
    </main>
  );
}

/** The public area has no second menu; the others show their own pages at the side, on a phone above. */
export function AreaShell({ area }: { area: Area }) {
  const t = useAppTexts();
  const entries = useNav()(area);
  const page = (
    <Suspense fallback={<Waiting />}>
      <Outlet />
    </Suspense>
  );
  if (area === 'public' || entries.length < 2) return <Main>{page}</Main>;
  return (
    <Main>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-10">
        <nav aria-label={t('areaNav')}>
          <p className="pb-1 text-sm text-muted">{t(`${area}Area`)}</p>
          <ul className="flex flex-wrap gap-x-5 lg:grid">
            <NavLinks entries={entries} />
          </ul>
        </nav>
        {page}
      </div>
    </Main>
  );
}
