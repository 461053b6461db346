/** A draft on a bad line: kept on the device, sent when there is a line, merged with what another device saved. */
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setAccessToken } from '../../api/token';
import { forgetPerson, keepFor } from '../../offline/device';
import { tryLine } from '../../offline/line';
import type { Answers, Application } from './api';
import { Conflicts } from './Conflicts';
import { useDraft } from './useDraft';

const user = userEvent.setup({ delay: null });

const empty: Answers = {
  education: null,
  gpa: null,
  disability: null,
  residence: null,
  statements: [],
};

/** The server's draft, saved only over the version that the caller names. */
const saved = { version: 1, answers: empty };
let line = true;
const application = () =>
  ({
    id: 'lamaran-1',
    post: { agency_id: '5473' },
    answers: saved.answers,
    questions: [],
  }) as unknown as Application;

const answer = () =>
  new Response(JSON.stringify(application()), { headers: { ETag: `"${saved.version}"` } });

const server = vi.fn(async (request: Request) => {
  if (!line) throw new TypeError('Failed to fetch');
  if (request.method === 'GET') return answer();
  if (request.headers.get('If-Match') !== `"${saved.version}"`)
    return new Response(JSON.stringify({ code: 'changed_meanwhile', title: 'Sudah diubah' }), {
      status: 412,
    });
  saveElsewhere(await request.json());
  return answer();
});

function saveElsewhere(answers: Answers) {
  saved.answers = answers;
  saved.version += 1;
}

function DraftForm() {
  const draft = useDraft({ data: application(), etag: `"${saved.version}"` });
  return (
    <>
      <label>
        IPK
        <input
          value={draft.answers.gpa ?? ''}
          onChange={(event) => draft.change({ gpa: event.target.value || null })}
        />
      </label>
      <output>{draft.saving}</output>
      <p>{draft.answers.residence}</p>
      <Conflicts conflicts={draft.conflicts} questions={[]} resolve={draft.resolve} />
    </>
  );
}

const saving = () => screen.getByRole('status').textContent;
const gpa = () => (screen.getByLabelText('IPK') as HTMLInputElement).value;
const becomes = (state: string) => waitFor(() => expect(saving()).toBe(state));
const type = (words: string) => user.type(screen.getByLabelText('IPK'), words);

beforeEach(() => {
  vi.stubGlobal('fetch', server);
  setAccessToken('token');
  keepFor({ id: 'ani', name: 'Ani', grants: [] });
  saved.version = 1;
  saved.answers = empty;
  line = true;
});
afterEach(() => {
  forgetPerson();
  setAccessToken(null);
  vi.unstubAllGlobals();
});

it('stays on the device while there is no line, and goes out by itself when there is', async () => {
  render(<DraftForm />);
  line = false;
  await type('3.5');
  await becomes('kept');
  expect(saved.answers.gpa).toBeNull();
  line = true;
  act(tryLine);
  await becomes('saved');
  expect(saved.answers.gpa).toBe('3.5');
});

it('is sent after the browser was closed, together with what another device saved', async () => {
  const first = render(<DraftForm />);
  line = false;
  await type('3.5');
  await becomes('kept');
  first.unmount();
  line = true;
  saveElsewhere({ ...empty, residence: 'Jalan Contoh 1' });
  render(<DraftForm />);
  expect(gpa()).toBe('3.5');
  expect(screen.getByText('Jalan Contoh 1')).toBeTruthy();
  await becomes('saved');
  expect(saved.answers).toMatchObject({ gpa: '3.5', residence: 'Jalan Contoh 1' });
});

it('takes in another device’s answers without asking where nothing contradicts', async () => {
  render(<DraftForm />);
  saveElsewhere({ ...empty, residence: 'Jalan Contoh 1' });
  await type('3.5');
  await becomes('saved');
  expect(saved.answers).toMatchObject({ gpa: '3.5', residence: 'Jalan Contoh 1' });
  expect(screen.getByText('Jalan Contoh 1')).toBeTruthy();
});

it('shows both answers where two devices differ, saves neither, and then the one that was chosen', async () => {
  const first = render(<DraftForm />);
  saveElsewhere({ ...empty, gpa: '3.75' });
  await type('3.5');
  await becomes('conflict');
  expect(saved.answers.gpa).toBe('3.75');
  // Closing the browser does not answer the question.
  first.unmount();
  render(<DraftForm />);
  const theirs = await screen.findByRole('button', { name: /3\.75/ });
  expect(screen.getByRole('button', { name: /3\.5$/ })).toBeTruthy();
  await user.click(theirs);
  await becomes('saved');
  expect(gpa()).toBe('3.75');
  expect(screen.queryByRole('button', { name: /3\.5$/ })).toBeNull();
});

it('is nobody else’s', async () => {
  const first = render(<DraftForm />);
  line = false;
  await type('3.5');
  await becomes('kept');
  first.unmount();
  keepFor({ id: 'budi', name: 'Budi', grants: [] });
  render(<DraftForm />);
  expect(gpa()).toBe('');
});
