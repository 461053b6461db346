/** An administrator proposes a grant: nothing is sent while something is missing, and a table is named once. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DataTable } from '../../ui/DataTable';
import { GiveGrant } from './GrantsPage';

const server = vi.fn<typeof fetch>();
beforeEach(() => vi.stubGlobal('fetch', server));
afterEach(() => {
  server.mockReset();
  vi.unstubAllGlobals();
});

const open = () =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <GiveGrant agency="5473" withStepUp={(act) => act()} />
    </QueryClientProvider>,
  );
const propose = () => userEvent.click(screen.getByRole('button', { name: 'Usulkan' }));

it('names what is missing, leads to it, and sends nothing', async () => {
  open();
  await userEvent.type(screen.getByLabelText(/Surel akun petugas/), 'petugas@rekaan.test');
  await userEvent.type(screen.getByLabelText('Tanggal'), '31');
  await propose();
  const told = await screen.findByRole('alert');
  expect(within(told).getByText('Pilih perannya.')).toBeTruthy();
  expect(within(told).getByText(/hari, bulan, dan tahun/)).toBeTruthy();
  expect(within(told).queryByText('Isi surel akun petugas.')).toBeNull();
  expect(server).not.toHaveBeenCalled();
});

it('sends a whole date as the end of that day', async () => {
  server.mockResolvedValue(
    new Response(JSON.stringify({ id: '1', state: 'waiting' }), { status: 201 }),
  );
  open();
  await userEvent.type(screen.getByLabelText(/Surel akun petugas/), 'petugas@rekaan.test');
  await userEvent.selectOptions(screen.getByLabelText(/^Peran/), 'verifier');
  await userEvent.type(screen.getByLabelText('Tanggal'), '31');
  await userEvent.selectOptions(screen.getByLabelText('Bulan'), '12');
  await userEvent.type(screen.getByLabelText('Tahun'), '2027');
  await propose();
  await vi.waitFor(() => expect(server).toHaveBeenCalled());
  const [request] = server.mock.calls[0] ?? [];
  expect(await (request as Request).json()).toMatchObject({
    role: 'verifier',
    valid_until: '2027-12-31T23:59:59+07:00',
  });
});

it('shows the name of a table once where a heading says it already', () => {
  const columns = [{ key: 'name', title: 'Nama', heading: true, cell: (row: string) => row }];
  const table = (headed: boolean) => (
    <DataTable caption="Hak" headed={headed} columns={columns} rows={['a']} rowKey={(row) => row} />
  );
  const { rerender } = render(table(true));
  const caption = () => screen.getByText('Hak', { selector: 'caption' });
  expect(caption().className).toBe('sr-only');
  expect(screen.getByRole('table', { name: 'Hak' })).toBeTruthy();
  rerender(table(false));
  expect(caption().className).not.toContain('sr-only');
});
