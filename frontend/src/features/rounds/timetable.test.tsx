/** The steps of a timetable come back as they were left: an added one is there, a removed one moves no other. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetPerson, keepFor } from '../../offline/device';
import { Editor } from './OfficerTimetablePage';
import type { Prepared, usePrepared } from './preparation';

vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<typeof import('@tanstack/react-router')>()),
  useNavigate: () => () => {},
}));

const user = userEvent.setup({ delay: null });
beforeEach(() => keepFor({ id: 'ani', name: 'Ani', grants: [] }));
afterEach(forgetPerson);

const step = (code: string, day: number) => ({
  code,
  opens: `2026-12-0${day}T01:00:00Z`,
  closes: `2026-12-0${day}T09:00:00Z`,
});
const prepared = {
  page: {
    agency: { zone: 'Asia/Jakarta' },
    round: { state: 'draft' },
    timetable: [step('registration', 1), step('tests', 2)],
  },
} as unknown as Prepared;
const found = { agency: 'a', round: 'r', etag: '"1"', prepared } as unknown as ReturnType<
  typeof usePrepared
>;

const open = () =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Editor prepared={prepared} found={found} />
    </QueryClientProvider>,
  );
const steps = () => screen.getAllByLabelText<HTMLInputElement>(/^Mulai/).map((one) => one.value);

it('gives the steps back', async () => {
  const first = open();
  await user.click(screen.getByRole('button', { name: 'Tambah tahap' }));
  const added = screen.getAllByLabelText(/^Mulai/)[2] as HTMLElement;
  await user.type(added, '2026-12-20T08:00');
  await user.click(screen.getByRole('button', { name: 'Hapus tahap 1' }));
  expect(steps()).toEqual(['2026-12-02T08:00', '2026-12-20T08:00']);
  first.unmount();
  open();
  expect(steps()).toEqual(['2026-12-02T08:00', '2026-12-20T08:00']);
  expect(screen.getByText(/kami kembalikan/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Mulai dari awal' }));
  expect(steps()).toEqual(['2026-12-01T08:00', '2026-12-02T08:00']);
});
