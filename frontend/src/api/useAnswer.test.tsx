/** Answers of public pages: asked once, kept a while, tried again when that can help, gone with the person. */
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerTo, forgetAnswers } from './answers';
import { networkProblem, ProblemError } from './problem';
import { useAnswer, useAnswerPages } from './useAnswer';

const refused = () =>
  new ProblemError({ ...networkProblem(), status: 404, code: 'not_found', title: 'Tidak ada' });

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  forgetAnswers();
  vi.useRealTimers();
});

describe('an answer', () => {
  it('is asked once by many parts of a page, and again when it is old or forgotten', async () => {
    const load = vi.fn(async () => 'tiga formasi');
    await Promise.all([answerTo('a', load), answerTo('a', load)]);
    expect(load).toHaveBeenCalledTimes(1);
    forgetAnswers();
    await answerTo('a', load);
    expect(load).toHaveBeenCalledTimes(2);
    vi.setSystemTime(Date.now() + 31_000);
    await answerTo('a', load);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('comes when the line is back, without anybody pressing anything', async () => {
    const load = vi.fn(async () => 'terbuka');
    load.mockRejectedValueOnce(new ProblemError(networkProblem()));
    const asked = answerTo('b', load);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await asked).toBe('terbuka');
  });

  it('is a refusal at once when trying again cannot help, and is asked anew', async () => {
    const load = vi.fn(async () => 'ada');
    load.mockRejectedValueOnce(refused());
    const { result } = renderHook(() => useAnswer('c', load));
    await waitFor(() => expect(result.current.problem?.code).toBe('not_found'));
    expect(load).toHaveBeenCalledTimes(1);
    act(() => result.current.again());
    await waitFor(() => expect(result.current.data).toBe('ada'));
  });

  it('never shows what belongs to another address', async () => {
    const answers: Record<string, string> = { satu: 'formasi satu', dua: 'formasi dua' };
    const { result, rerender } = renderHook(
      ({ key }) => useAnswer(key, async () => answers[key] as string),
      { initialProps: { key: 'satu' } },
    );
    await waitFor(() => expect(result.current.data).toBe('formasi satu'));
    rerender({ key: 'dua' });
    expect(result.current.data).toBeUndefined();
    await waitFor(() => expect(result.current.data).toBe('formasi dua'));
  });
});

it('a list grows page by page, and a page that fails leaves those that came', async () => {
  const load = vi.fn(async (cursor: string | undefined) =>
    cursor ? { items: ['c'], next: null } : { items: ['a', 'b'], next: 'lanjut' },
  );
  const { result } = renderHook(() => useAnswerPages('list', load));
  await waitFor(() => expect(result.current.items).toEqual(['a', 'b']));
  load.mockRejectedValueOnce(refused());
  await act(() => result.current.paging.onMore());
  expect(result.current.problem?.code).toBe('not_found');
  expect(result.current.items).toEqual(['a', 'b']);
  await act(() => result.current.paging.onMore());
  expect(result.current.items).toEqual(['a', 'b', 'c']);
  expect(result.current.paging.more).toBe(false);
});
