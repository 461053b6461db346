/** A draft under somebody's hands: saved as it is typed, one change after the other, never over a newer one. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Versioned } from '../../api/client';
import { asProblem, type Problem } from '../../api/problem';
import { type Answers, type Application, attach, load, save } from './api';

export type Saving = 'saved' | 'saving' | 'unsaved' | 'failed' | 'conflict';

/** How long a pause in typing is, before what was typed is saved. */
const PAUSE_MS = 700;

export function useDraft(first: Versioned<Application>) {
  const [application, setApplication] = useState(first.data);
  const [answers, setAnswers] = useState<Answers>(first.data.answers);
  const [saving, setSaving] = useState<Saving>('saved');
  const [problem, setProblem] = useState<Problem | null>(null);
  const etag = useRef(first.etag);
  const typed = useRef<Answers>(first.data.answers);
  const dirty = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const place = { agency: first.data.post.agency_id, application: first.data.id };

  const took = (next: Versioned<Application>) => {
    etag.current = next.etag;
    setApplication(next.data);
  };

  // Changes wait for one another, so that each knows the version that the one before has made.
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = queue.current.then(act, act);
    queue.current = turn.catch(() => {});
    return turn;
  };

  const failed = (error: unknown) => {
    const found = asProblem(error);
    setProblem(found);
    setSaving(found.code === 'changed_meanwhile' ? 'conflict' : 'failed');
  };

  const saveNow = () =>
    inTurn(async () => {
      clearTimeout(timer.current);
      if (!dirty.current) return true;
      setSaving('saving');
      dirty.current = false;
      try {
        took(await save(place, typed.current, etag.current));
        setProblem(null);
        setSaving(dirty.current ? 'unsaved' : 'saved');
        return true;
      } catch (error) {
        dirty.current = true;
        failed(error);
        return false;
      }
    });

  const change = (part: Partial<Answers>) => {
    typed.current = { ...typed.current, ...part };
    dirty.current = true;
    setAnswers(typed.current);
    setSaving('unsaved');
    clearTimeout(timer.current);
    timer.current = setTimeout(saveNow, PAUSE_MS);
  };

  const attachDocument = (code: string, document: string) =>
    inTurn(async () => took(await attach(place, code, document, etag.current)));

  const keepMine = async () => {
    const now = await load(place).catch(failed);
    if (!now) return;
    etag.current = now.etag;
    dirty.current = true;
    await saveNow();
  };

  const loadTheirs = async () => {
    const now = await load(place).catch(failed);
    if (!now) return;
    took(now);
    typed.current = now.data.answers;
    dirty.current = false;
    setAnswers(now.data.answers);
    setProblem(null);
    setSaving('saved');
  };

  const warn = useCallback((event: BeforeUnloadEvent) => {
    if (dirty.current) event.preventDefault();
  }, []);
  useEffect(() => {
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [warn]);

  return {
    application,
    answers,
    saving,
    problem,
    change,
    saveNow,
    attachDocument,
    keepMine,
    loadTheirs,
  };
}
