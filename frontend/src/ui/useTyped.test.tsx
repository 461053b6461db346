/** What a person typed into a form outlives an error, a lost session and a closed browser, and goes when it was sent. */
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { startTransition, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useProblem } from '../api/hooks';
import { networkProblem, type Problem, ProblemError } from '../api/problem';
import { forgetPerson, keepFor, lockDevice } from '../offline/device';
import { Form } from './Form';
import { Checkbox, DateField, RadioGroup, Select, TextArea, TextInput } from './inputs';

const user = userEvent.setup({ delay: null });
const ani = { id: 'ani', name: 'Ani', grants: [] };
const budi = { id: 'budi', name: 'Budi', grants: [] };

beforeEach(() => keepFor(ani));
afterEach(() => {
  forgetPerson();
  sessionStorage.clear();
});

function Reason({ onSubmit }: { onSubmit: () => Promise<Problem | null> }) {
  const [reason, setReason] = useState('');
  const [day, setDay] = useState('');
  const [kind, setKind] = useState('');
  const [choice, setChoice] = useState('');
  const [told, setTold] = useState(false);
  const [understood, setUnderstood] = useState(false);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const options = ['a', 'b'].map((value) => ({ value, label: `Pilihan ${value}` }));
  return (
    <Form problem={problem} onSubmit={async () => setProblem(await onSubmit())}>
      <TextArea pointer="/reason" label="Alasan" value={reason} onChange={setReason} />
      <DateField pointer="/day" label="Hari" value={day} onChange={setDay} />
      <Select pointer="/kind" label="Jenis" value={kind} onChange={setKind} options={options} />
      <RadioGroup
        pointer="/choice"
        label="Pilihan"
        value={choice}
        onChange={setChoice}
        options={options}
      />
      <Checkbox pointer="/told" label="Sudah diberi tahu" checked={told} onChange={setTold} />
      <Checkbox
        pointer="/understood"
        label="Memahami"
        checked={understood}
        onChange={setUnderstood}
      />
      <TextInput
        pointer="/password"
        label="Kata sandi"
        type="password"
        value={password}
        onChange={setPassword}
      />
      <button type="submit">Kirim</button>
      <output>{JSON.stringify({ reason, day, kind, choice, told, understood, password })}</output>
    </Form>
  );
}

/** Draws its problem in many short steps, between which the browser does other things. */
function SlowToDraw() {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const fail = async () => {
    await new Promise((answer) => setTimeout(answer));
    startTransition(() => setProblem(networkProblem()));
  };
  return (
    <>
      {problem && ['a', 'b', 'c', 'd', 'e'].map((step) => <Step key={step} />)}
      <Form problem={problem} onSubmit={fail}>
        <TextArea pointer="/reason" label="Alasan" value={reason} onChange={setReason} />
        <button type="submit">Kirim</button>
        <output>{JSON.stringify({ reason })}</output>
      </Form>
    </>
  );
}
function Step() {
  for (const start = performance.now(); performance.now() - start < 10; );
  return null;
}

const state = () => JSON.parse(screen.getByText(/^\{/).textContent ?? '');
const open = (onSubmit = async (): Promise<Problem | null> => null) =>
  render(<Reason onSubmit={onSubmit} />);

async function fillIn() {
  await user.type(screen.getByLabelText(/Alasan/), 'Ijazah salah unggah');
  await user.type(screen.getByLabelText('Tanggal'), '7');
  await user.selectOptions(screen.getByLabelText('Bulan'), '08');
  await user.type(screen.getByLabelText('Tahun'), '1995');
  await user.selectOptions(screen.getByLabelText(/Jenis/), 'b');
  await user.click(screen.getByRole('radio', { name: 'Pilihan a' }));
  await user.click(screen.getByRole('checkbox', { name: /Sudah/ }));
  await user.click(screen.getByRole('checkbox', { name: /Memahami/ }));
  await user.type(screen.getByLabelText(/Kata sandi/), 'rahasia-sekali');
}

const typed = {
  reason: 'Ijazah salah unggah',
  day: '1995-08-07',
  kind: 'b',
  choice: 'a',
  told: true,
};

describe('what was typed', () => {
  it('is there again after the browser was closed, but no password and no consent', async () => {
    const first = open();
    await fillIn();
    first.unmount();
    open();
    await waitFor(() => expect(state()).toMatchObject(typed));
    expect(state()).toEqual({ ...typed, understood: false, password: '' });
    expect(screen.getByText(/kami kembalikan/)).toBeTruthy();
    expect(Object.values(localStorage).join()).not.toContain('rahasia');
  });

  it('stays after an error, and is gone once it was sent', async () => {
    let answer: Problem | null = networkProblem();
    const first = open(async () => answer);
    await fillIn();
    await user.click(screen.getByRole('button', { name: 'Kirim' }));
    await screen.findByRole('alert');
    first.unmount();
    const second = open(async () => answer);
    await waitFor(() => expect(state()).toMatchObject(typed));
    answer = null;
    await user.click(screen.getByRole('button', { name: 'Kirim' }));
    await waitFor(() => expect(screen.queryByText(/kami kembalikan/)).toBeNull());
    second.unmount();
    open();
    expect(state()).toMatchObject({ reason: '', day: '', kind: '', choice: '', told: false });
  });

  it('stays after an error that a slow phone takes its time to draw', async () => {
    const first = render(<SlowToDraw />);
    await user.type(screen.getByLabelText(/Alasan/), 'Ijazah salah unggah');
    await user.click(screen.getByRole('button', { name: 'Kirim' }));
    await screen.findByRole('alert');
    first.unmount();
    render(<SlowToDraw />);
    await waitFor(() => expect(state()).toEqual({ reason: 'Ijazah salah unggah' }));
  });

  it('waits for the same person after a lost session, and is shown to nobody else', async () => {
    const first = open();
    await fillIn();
    first.unmount();
    lockDevice();
    keepFor(budi);
    const other = open();
    expect(state()).toMatchObject({ reason: '', told: false });
    other.unmount();
    keepFor(ani);
    open();
    await waitFor(() => expect(state()).toMatchObject(typed));
  });

  it('goes when the person signs out', async () => {
    const first = open();
    await fillIn();
    first.unmount();
    act(forgetPerson);
    expect(Object.keys(localStorage)).toEqual([]);
    keepFor(ani);
    open();
    expect(state()).toMatchObject({ reason: '', told: false });
  });

  it('of a visitor stays in the tab, where the next person at the computer does not find it', async () => {
    forgetPerson();
    const first = open();
    await fillIn();
    first.unmount();
    expect(Object.keys(localStorage)).toEqual([]);
    const second = open();
    await waitFor(() => expect(state()).toMatchObject(typed));
    second.unmount();
    sessionStorage.clear();
    open();
    expect(state()).toMatchObject({ reason: '' });
  });
});

function Edit({ place }: { place: string }) {
  const [text, setText] = useState(place);
  const [note, setNote] = useState('');
  return (
    <Form problem={null} onSubmit={() => {}}>
      <TextInput pointer="/place" label="Tempat" value={text} onChange={setText} />
      <TextInput pointer="/note" label="Catatan" value={note} onChange={setNote} />
      <output>{JSON.stringify({ text, note })}</output>
    </Form>
  );
}

it('what the page brings itself is not covered by what nobody typed', async () => {
  const first = render(<Edit place="Aula lama" />);
  await user.type(screen.getByLabelText(/Catatan/), 'bawa laptop');
  first.unmount();
  render(<Edit place="Aula baru" />);
  await waitFor(() => expect(state()).toEqual({ text: 'Aula baru', note: 'bawa laptop' }));
});

/** Its act leads to another page, as most do. */
function Leads({ act }: { act: () => Promise<void> }) {
  const [text, setText] = useState('');
  const [gone, setGone] = useState(false);
  const { problem, run } = useProblem();
  const send = () =>
    run(async () => {
      setGone(true);
      await act();
    });
  if (gone) return <p>Halaman lain</p>;
  return (
    <Form problem={problem} onSubmit={send}>
      <TextInput pointer="/text" label="Isian" value={text} onChange={setText} />
      <button type="submit">Kirim</button>
      <output>{JSON.stringify({ text })}</output>
    </Form>
  );
}

it.each([
  ['is gone', async () => {}, ''],
  ['stays after a failure', () => Promise.reject(new ProblemError(networkProblem())), 'rapat'],
])('when the act has led to another page, it %s', async (_, act, text) => {
  const first = render(<Leads act={act} />);
  await user.type(screen.getByLabelText(/Isian/), 'rapat');
  await user.click(screen.getByRole('button', { name: 'Kirim' }));
  await screen.findByText('Halaman lain');
  await new Promise((go) => setTimeout(go, 50));
  first.unmount();
  render(<Leads act={act} />);
  await waitFor(() => expect(state()).toEqual({ text }));
});

function Two({ label }: { label: string }) {
  return ['satu', 'dua'].map((name) => (
    <Form key={name} name={name} label={`${label} ${name}`} problem={null} onSubmit={() => {}}>
      <Own />
    </Form>
  ));
}
function Own() {
  const [text, setText] = useState('');
  return <TextInput pointer="/secret" label="Rahasia" value={text} onChange={setText} />;
}
const secret = (form: string) =>
  within(screen.getByRole('form', { name: form })).getByRole<HTMLInputElement>('textbox');

it('goes back into its own form, in the other language too', async () => {
  const first = render(<Two label="Ungkapkan" />);
  await user.type(secret('Ungkapkan satu'), 'rahasia satu');
  await user.type(secret('Ungkapkan dua'), 'rahasia dua');
  first.unmount();
  render(<Two label="Reveal" />);
  await waitFor(() => expect(secret('Reveal satu').value).toBe('rahasia satu'));
  expect(secret('Reveal dua').value).toBe('rahasia dua');
});
