/** A draft under somebody's hands: kept on the device as it is typed, saved when the line allows, never over a newer one. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Versioned } from '../../api/client';
import { asProblem, type Problem, passesByItself } from '../../api/problem';
import { dropKept, readKept, writeKept } from '../../offline/device';
import { lineBackOr } from '../../offline/line';
import { type Answers, type Application, attach, load, save } from './api';
import { type Conflict, type Field, merge } from './merge';

export type Saving = 'saved' | 'saving' | 'unsaved' | 'kept' | 'failed' | 'conflict';

/** How long a pause in typing is, before what was typed is saved. */
const PAUSE_MS = 700;
/** How long until a save that found no line is tried again, if the line does not say itself that it is back. */
const AGAIN_MS = 15_000;

/** What this device holds of a draft: the server's version that it knew, and what was typed since. */
type Kept = { base: Answers; typed: Answers };

function begin(name: string, first: Answers) {
  const kept = readKept<Kept>(name)?.value;
  if (!kept) return { answers: first, base: first, conflicts: [], typed: false };
  const { merged, conflicts } = merge(kept.base, kept.typed, first);
  return { answers: merged, base: baseOf(kept.base, first, conflicts), conflicts, typed: true };
}

/** The new base; an open conflict keeps its old one, so that it is still one when the page is opened again. */
function baseOf(before: Answers, theirs: Answers, conflicts: Conflict[]): Answers {
  const base = { ...theirs };
  const keep = <F extends Field>(field: F) => {
    base[field] = before[field];
  };
  for (const { field } of conflicts) keep(field);
  return base;
}

export function useDraft(first: Versioned<Application>) {
  const place = { agency: first.data.post.agency_id, application: first.data.id };
  const name = `draft.${place.application}`;
  const [start] = useState(() => begin(name, first.data.answers));
  const [application, setApplication] = useState(first.data);
  const [answers, setAnswers] = useState<Answers>(start.answers);
  const [saving, setSaving] = useState<Saving>(start.typed ? 'unsaved' : 'saved');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [conflicts, setConflicts] = useState<Conflict[]>(start.conflicts);
  const open = useRef(start.conflicts);
  const etag = useRef(first.etag);
  const base = useRef(start.base);
  const typed = useRef(start.answers);
  const dirty = useRef(start.typed);
  const onDevice = useRef(true);
  const left = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const keep = () => {
    onDevice.current = writeKept(name, { base: base.current, typed: typed.current } satisfies Kept);
  };

  const ask = (next: Conflict[]) => {
    open.current = next;
    setConflicts(next);
  };

  const took = (next: Versioned<Application>) => {
    etag.current = next.etag;
    base.current = next.data.answers;
    setApplication(next.data);
  };

  // Changes wait for one another, so that each knows the version that the one before has made.
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = queue.current.then(act, act);
    queue.current = turn.catch(() => {});
    return turn;
  };

  /** Takes in what was changed elsewhere; true when nothing is left to ask. */
  const takeIn = async () => {
    const now = await load(place);
    const before = base.current;
    const { merged, conflicts: found } = merge(before, typed.current, now.data.answers);
    took(now);
    base.current = baseOf(before, now.data.answers, found);
    typed.current = merged;
    setAnswers(merged);
    keep();
    ask(found);
    return found.length === 0;
  };

  const send = async (): Promise<void> => {
    const sent = typed.current;
    try {
      took(await save(place, sent, etag.current));
    } catch (error) {
      if (asProblem(error).code !== 'changed_meanwhile' || !(await takeIn())) throw error;
      return send();
    }
    if (typed.current === sent) {
      dirty.current = false;
      dropKept(name);
    } else keep();
  };

  const failed = (error: unknown) => {
    const found = asProblem(error);
    if (open.current.length > 0) return setSaving('conflict');
    if (!passesByItself(found)) {
      setProblem(found);
      return setSaving('failed');
    }
    setSaving(onDevice.current ? 'kept' : 'failed');
    void lineBackOr(AGAIN_MS).then(() => left.current || saveNow());
  };

  const saveNow = (): Promise<boolean> =>
    inTurn(async () => {
      clearTimeout(timer.current);
      if (open.current.length > 0) setSaving('conflict');
      if (open.current.length > 0 || !dirty.current) return open.current.length === 0;
      setSaving('saving');
      try {
        await send();
        setProblem(null);
        setSaving(dirty.current ? 'unsaved' : 'saved');
        return true;
      } catch (error) {
        failed(error);
        return false;
      }
    });

  const change = (part: Partial<Answers>) => {
    typed.current = { ...typed.current, ...part };
    dirty.current = true;
    keep();
    setAnswers(typed.current);
    setSaving('unsaved');
    clearTimeout(timer.current);
    timer.current = setTimeout(saveNow, PAUSE_MS);
  };

  /** The person has chosen between two answers. */
  const resolve = (conflict: Conflict, mine: boolean) => {
    base.current = { ...base.current, [conflict.field]: conflict.theirs };
    ask(open.current.filter(({ field }) => field !== conflict.field));
    change({ [conflict.field]: mine ? conflict.mine : conflict.theirs });
  };

  const attachDocument = (code: string, document: string) =>
    inTurn(async () => {
      const put = async () => took(await attach(place, code, document, etag.current));
      const before = base.current;
      try {
        await put();
      } catch (error) {
        if (asProblem(error).code !== 'changed_meanwhile') throw error;
        await takeIn();
        await put();
      }
      // A document changes the version, not the answers that are still being typed.
      if (open.current.length > 0) base.current = before;
    });

  // What an earlier visit left on the device goes out now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form opens.
  useEffect(() => {
    if (dirty.current) void saveNow();
    return () => {
      left.current = true;
    };
  }, []);

  // Only where the device keeps nothing can anything be lost.
  const warn = useCallback((event: BeforeUnloadEvent) => {
    if (dirty.current && !onDevice.current) event.preventDefault();
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
    conflicts,
    change,
    saveNow,
    attachDocument,
    resolve,
  };
}
