/** On the front page a part that could not be loaded says so, and the other part stands without it. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetAnswers } from '../api/answers';
import HomeBelow from './HomeBelow';

const server = vi.fn<typeof fetch>();
beforeEach(() => vi.stubGlobal('fetch', server));
afterEach(() => {
  forgetAnswers();
  server.mockReset();
  vi.unstubAllGlobals();
});

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

it('shows the trouble under its heading, and what comes when it is asked for again', async () => {
  let refused = true;
  server.mockImplementation(async (request) =>
    refused && (request as Request).url.includes('/vacancies')
      ? json({ title: 'Terlalu banyak permintaan', code: 'rate_limited' }, 429)
      : json({ items: [] }),
  );
  render(<HomeBelow />);
  expect(await screen.findByText('Terlalu banyak permintaan')).toBeTruthy();
  expect(await screen.findByText('Belum ada kelas yang dibuka')).toBeTruthy();
  expect(screen.queryByText('Belum ada jadwal')).toBeNull();

  refused = false;
  await userEvent.click(screen.getByRole('button', { name: 'Coba lagi' }));
  expect(await screen.findByText('Belum ada jadwal')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});
