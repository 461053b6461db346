/** A record that could not be loaded is not called empty, and comes when it is asked for again. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { queries } from '../../api/queries';
import Records from './Records';

let agency: string | undefined;
vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<typeof import('@tanstack/react-router')>()),
  useParams: () => ({ agency }),
  Link: ({ params, children }: { params: { agency: string }; children: ReactNode }) => (
    <a href={`/catatan/${params.agency}`}>{children}</a>
  ),
}));

const server = vi.fn<typeof fetch>();
beforeEach(() => vi.stubGlobal('fetch', server));
afterEach(() => {
  queries.clear();
  server.mockReset();
  vi.unstubAllGlobals();
});

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const busy = () => json({ title: 'Terlalu banyak permintaan', code: 'rate_limited' }, 429);
const addressOf = (request: Parameters<typeof fetch>[0]) => new URL((request as Request).url);

it('says what is wrong instead of “no record yet”, and shows the agencies once they come', async () => {
  agency = undefined;
  server.mockImplementation(async () => busy());
  render(<Records />);
  expect(await screen.findByText('Terlalu banyak permintaan')).toBeTruthy();
  expect(screen.queryByText('Belum ada catatan')).toBeNull();

  const items = [
    { agency_id: '5473', agency_name: 'Kota Arang' },
    { agency_id: '7571', agency_name: 'Kota Rekaan' },
  ];
  server.mockImplementation(async (request) =>
    json({ items: addressOf(request).pathname.endsWith('/vacancies') ? items : [] }),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Coba lagi' }));
  expect(await screen.findByRole('link', { name: 'Kota Arang' })).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('is headed by the name of its agency, not by its number', async () => {
  agency = '5473';
  const status = { size: 0, witnessed_size: 0, witnesses: [], url: 'https://rekaan.test/' };
  server.mockImplementation(async (request) => {
    const { pathname } = addressOf(request);
    if (pathname.endsWith('/5473')) return json({ id: '5473', name: 'Kota Arang' });
    return json(pathname.endsWith('/log') ? status : { items: [], changes: [] });
  });
  render(<Records />);
  expect(await screen.findByRole('heading', { name: 'Kota Arang' })).toBeTruthy();
});
