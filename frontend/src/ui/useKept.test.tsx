/** A page's own object comes back whole: rows that were added and removed, beside what the server says meanwhile. */
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { networkProblem, type Problem } from '../api/problem';
import { forgetPerson, keepFor } from '../offline/device';
import { Form } from './Form';
import { TextInput } from './inputs';
import { useKept } from './useKept';

const user = userEvent.setup({ delay: null });
beforeEach(() => keepFor({ id: 'ani', name: 'Ani', grants: [] }));
afterEach(() => {
  vi.restoreAllMocks();
  forgetPerson();
});

function Steps({ steps, onSubmit }: { steps: string[]; onSubmit: () => Problem | null }) {
  const kept = useKept({ steps, place: 'Aula', reason: '' });
  const { steps: rows, reason } = kept.value;
  const [problem, setProblem] = useState<Problem | null>(null);
  const setRows = (next: string[]) => kept.set({ steps: next });
  return (
    <Form problem={problem} onSubmit={async () => setProblem(onSubmit())} kept={kept}>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place.
        <fieldset key={at}>
          <TextInput
            pointer={`/steps/${at}`}
            label={`Tahap ${at + 1}`}
            value={row}
            onChange={(text) => setRows(rows.map((old, index) => (index === at ? text : old)))}
          />
          <button type="button" onClick={() => setRows(rows.filter((_, index) => index !== at))}>
            Hapus {at + 1}
          </button>
        </fieldset>
      ))}
      <button type="button" onClick={() => setRows([...rows, ''])}>
        Tambah
      </button>
      <TextInput
        pointer="/reason"
        label="Alasan"
        value={reason}
        onChange={(next) => kept.set({ reason: next })}
      />
      <button type="submit">Kirim</button>
      <output>{JSON.stringify(kept.value)}</output>
    </Form>
  );
}

const state = () => JSON.parse(screen.getByText(/^\{/).textContent ?? '');
const open = (steps = ['satu', 'dua'], onSubmit = (): Problem | null => null) =>
  render(<Steps steps={steps} onSubmit={onSubmit} />);
const press = (name: string) => user.click(screen.getByRole('button', { name }));

async function fillIn() {
  await press('Tambah');
  await user.type(screen.getByLabelText(/Tahap 3/), 'tiga');
  await press('Hapus 1');
}

it('brings back the rows as they stood, and anew the ones of the page', async () => {
  const first = open();
  await fillIn();
  first.unmount();
  open();
  expect(state().steps).toEqual(['dua', 'tiga']);
  expect(screen.getByText(/kami kembalikan/)).toBeTruthy();
  await press('Mulai dari awal');
  expect(state().steps).toEqual(['satu', 'dua']);
  expect(screen.queryByText(/kami kembalikan/)).toBeNull();
});

it('keeps nothing that nobody changed, or that was changed back', async () => {
  const first = open();
  await user.type(screen.getByLabelText(/Alasan/), 'rapat');
  await press('Tambah');
  await press('Hapus 3');
  first.unmount();
  open(['satu', 'dua', 'baru']);
  expect(state()).toEqual({ steps: ['satu', 'dua', 'baru'], place: 'Aula', reason: 'rapat' });
});

it('stays after an error, and is gone once it was sent', async () => {
  let answer: Problem | null = networkProblem();
  const first = open(undefined, () => answer);
  await fillIn();
  await press('Kirim');
  await screen.findByRole('alert');
  first.unmount();
  const second = open(undefined, () => answer);
  expect(state().steps).toEqual(['dua', 'tiga']);
  answer = null;
  await press('Kirim');
  await waitFor(() => expect(screen.queryByText(/kami kembalikan/)).toBeNull());
  second.unmount();
  open();
  expect(state().steps).toEqual(['satu', 'dua']);
});

it('says so where the device cannot keep it', async () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  open();
  expect(screen.queryByText(/tidak dapat menyimpan/)).toBeNull();
  await press('Tambah');
  expect(screen.getByText(/tidak dapat menyimpan/)).toBeTruthy();
});
