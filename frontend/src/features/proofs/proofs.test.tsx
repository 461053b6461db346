/** Proofs change by themselves from waiting to witnessed, then rest; a file kept too early is offered anew. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type OwnProofs, ownProofs, proofFile } from './api';
import Marks, { provenMarks } from './Marks';
import Proofs from './Proofs';
import { nextLook } from './useProofs';

vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<typeof import('@tanstack/react-router')>()),
  Link: ({ to, children }: { to: string; children: ReactNode }) => <a href={to}>{children}</a>,
}));
vi.mock('./api', () => ({ ownProofs: vi.fn(), proofFile: vi.fn(), proofCard: vi.fn() }));
vi.mock('../../ui/save', () => ({ save: vi.fn() }));

const AT = '2026-11-24T09:00:00Z';
const found = (state: string, has_witnesses = true): OwnProofs => ({
  items: [{ leaf: 'a', kind: 'application_submitted', at: AT, index: 3, state }],
  has_witnesses,
});
const owned = { agency: '5473', application: 'x' };

function show(what: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(<QueryClientProvider client={client}>{what}</QueryClientProvider>);
}

function openProofs() {
  cleanup();
  show(<Proofs owned={owned} zone="Asia/Jakarta" />);
  const details = screen.getByText('Bukti di catatan publik').closest('details');
  if (!details) throw new Error('no details');
  details.open = true;
  fireEvent(details, new Event('toggle'));
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const asked = () => vi.mocked(ownProofs).mock.calls.length;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(AT) });
  vi.mocked(ownProofs).mockReset();
  vi.mocked(proofFile).mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks often while something is fresh, seldom while witnesses are awaited, and then no more', () => {
  const now = Date.parse(AT);
  expect(nextLook(found('waiting'), now + 1000)).toBe(5_000);
  expect(nextLook(found('recorded'), now + 1000)).toBe(5_000);
  expect(nextLook(found('recorded'), now + 3_600_000)).toBe(60_000);
  expect(nextLook(found('recorded', false), now + 1000)).toBe(false);
  expect(nextLook(found('witnessed'), now + 1000)).toBe(false);
  expect(nextLook(undefined, now)).toBe(false);
});

it('goes from waiting to witnessed without a reload, and offers anew what was kept too early', async () => {
  const answer = vi.mocked(ownProofs).mockResolvedValue(found('waiting'));
  vi.mocked(proofFile).mockResolvedValue(new Blob(['x']) as never);
  openProofs();
  await pass(100);
  expect(screen.getByText(/^Sedang dicatat/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Unduh/ })).toBeNull();

  answer.mockResolvedValue(found('recorded'));
  await pass(5_000);
  expect(screen.getByText(/belum disaksikan/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /^Unduh bukti: Lamaran dikirim/ }));
  await pass(100);
  expect(proofFile).toHaveBeenCalledTimes(1);
  expect(screen.queryByText(/Ganti dengan yang baru/)).toBeNull();

  answer.mockResolvedValue(found('witnessed'));
  await pass(5_000);
  expect(screen.getByText(/dan disaksikan/)).toBeTruthy();
  expect(screen.getByText(/Ganti dengan yang baru/)).toBeTruthy();
  const before = asked();
  await pass(600_000);
  expect(asked()).toBe(before);

  fireEvent.click(screen.getByRole('button', { name: /^Unduh lagi, sekarang disaksikan/ }));
  await pass(100);
  expect(screen.queryByText(/Ganti dengan yang baru/)).toBeNull();
  expect(screen.getByRole('button', { name: /^Unduh bukti/ })).toBeTruthy();
});

it('asks nothing before it is opened, and says where nothing is recorded yet', async () => {
  vi.mocked(ownProofs).mockResolvedValue({ items: [], has_witnesses: false });
  show(<Proofs owned={owned} />);
  await pass(20_000);
  expect(asked()).toBe(0);
  openProofs();
  await pass(100);
  expect(screen.getByText(/Belum ada yang dapat dibuktikan/)).toBeTruthy();
});

it('names a kind that came after this page', async () => {
  const [leaf] = found('recorded').items;
  if (!leaf) throw new Error('no leaf');
  const items = [{ ...leaf, kind: 'oath_taken' }];
  vi.mocked(ownProofs).mockResolvedValue({ items, has_witnesses: false });
  openProofs();
  await pass(100);
  expect(screen.getByText('Jenis catatan: oath taken')).toBeTruthy();
});

const stage = {
  marks: [
    { code: 'twk', value: '100' },
    { code: 'skb_cat', value: '75.5' },
    { code: 'final', value: '84.15' },
  ],
  mark_proofs: [
    { leaf: 'a', stage: 'skd', components: ['twk', 'tiu'] },
    { leaf: 'b', stage: 'skb', components: ['skb_cat'] },
    { leaf: 'c', stage: 'skb', components: ['skb_cat'] },
  ],
  legend: [{ kind: 'mark', code: 'twk', legend: { id: 'Wawasan kebangsaan', en: 'Civics' } }],
  announcement: { zone: 'Asia/Jakarta' },
};

it('shows each announced mark beside the proof that holds it', async () => {
  expect(provenMarks(stage as never)).toEqual([
    { component: 'twk', leaf: 'a', value: '100' },
    { component: 'tiu', leaf: 'a', value: undefined },
    { component: 'skb_cat', leaf: 'c', value: '75.5' },
  ]);
  const leaf = { kind: 'mark_recorded', at: AT, index: 1, state: 'witnessed' };
  const items = ['a', 'b', 'c'].map((id) => ({ ...leaf, leaf: id }));
  vi.mocked(ownProofs).mockResolvedValue({ items, has_witnesses: true });
  vi.mocked(proofFile).mockResolvedValue(new Blob(['x']) as never);
  show(<Marks owned={owned} stage={stage as never} />);
  await pass(100);
  expect(screen.getByRole('row', { name: /SKB CAT/ }).textContent).toContain('75,5');
  expect(screen.getByRole('row', { name: /TIU/ }).textContent).toContain('tidak ada nilai');
  fireEvent.click(screen.getByRole('button', { name: /^Bukti nilai SKB CAT/ }));
  await pass(100);
  expect(proofFile).toHaveBeenCalledWith(owned, 'c');
});
