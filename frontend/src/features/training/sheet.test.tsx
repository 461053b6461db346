/** Ticks of attendance and scores wait on the device until they are recorded, beside what colleagues recorded. */
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetPerson, keepFor } from '../../offline/device';
import type { Sheet } from './data';
import { Meetings } from './OfficerAttendance';
import { Results } from './OfficerResults';

const user = userEvent.setup({ delay: null });
const server = vi.fn<typeof fetch>();
beforeEach(() => {
  vi.stubGlobal('fetch', server);
  keepFor({ id: 'ani', name: 'Ani', grants: [] });
});
afterEach(() => {
  server.mockReset();
  vi.unstubAllGlobals();
  forgetPerson();
});

const sheet = (version: number, present: string[]) =>
  ({
    now: '2026-12-10T00:00:00Z',
    trainers: [],
    session: {
      id: 's',
      zone: 'Asia/Jakarta',
      meetings: [
        {
          id: 'm',
          number: 1,
          attendance_version: version,
          begins_at: '2026-12-07T01:00:00Z',
          ends_at: '2026-12-07T05:00:00Z',
          hours: 4,
        },
      ],
    },
    lines: ['Ani', 'Budi', 'Cici'].map((name) => ({
      enrolment_id: name,
      name,
      state: 'enrolled',
      version: 1,
      certificate_revoked: false,
      present_at: present.includes(name) ? ['m'] : [],
    })),
  }) as unknown as Sheet;

const open = (shown: Sheet) =>
  render(
    <>
      <Meetings agency="a" sheet={shown} onDone={() => {}} />
      <Results agency="a" sheet={shown} onDone={() => {}} revocable={false} />
    </>,
  );
const here = () =>
  screen
    .getAllByRole<HTMLInputElement>('checkbox')
    .filter((tick) => tick.checked)
    .map((tick) => tick.closest('label')?.textContent);

it('ticks come back beside those of a colleague, and are gone once recorded', async () => {
  const first = open(sheet(1, []));
  await user.click(screen.getByRole('checkbox', { name: /Ani/ }));
  first.unmount();
  const second = open(sheet(2, ['Budi']));
  expect(here()).toEqual(['Ani', 'Budi']);
  expect(screen.getByText(/kami kembalikan/)).toBeTruthy();
  server.mockResolvedValue(new Response(null, { status: 204 }));
  await user.click(screen.getByRole('button', { name: 'Simpan daftar hadir' }));
  await waitFor(() => expect(screen.queryByText(/kami kembalikan/)).toBeNull());
  const [request] = server.mock.calls[0] ?? [];
  expect(await (request as Request).json()).toEqual({ present: ['Ani', 'Budi'] });
  second.unmount();
  open(sheet(3, []));
  expect(here()).toEqual([]);
});

it('a score comes back at its own person', async () => {
  const first = open(sheet(1, []));
  const score = (at: number) => screen.getAllByRole<HTMLInputElement>('textbox')[at];
  await user.type(score(1) as HTMLInputElement, '87,5');
  first.unmount();
  open(sheet(1, []));
  expect([0, 1, 2].map((at) => score(at)?.value)).toEqual(['', '87,5', '']);
});
