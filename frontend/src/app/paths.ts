/** Addresses that other features point to; everything else is named by its own feature's routes. */
export const PATHS = {
  home: '/',
  signIn: '/masuk',
  vacancies: '/formasi',
  myApplications: '/lamaran',
  results: '/hasil',
  reports: '/aduan',
  courses: '/pelatihan',
  messages: '/bantuan/pesan',
} as const;

/** Where a person wanted to go before signing in; only a path of this site, never another address. */
export function safeReturn(path: unknown): string {
  if (typeof path !== 'string' || !path.startsWith('/')) return PATHS.home;
  const target = new URL(path, location.origin);
  return target.origin === location.origin
    ? target.pathname + target.search + target.hash
    : PATHS.home;
}
