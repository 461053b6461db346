/**
 * Keeps what was typed into a form: over an error, a lost session and a closed browser, until it was sent.
 *
 * One mechanism for all forms, at the controls themselves: each answer that the person gave is kept under its field's
 * name, and given back as if it were typed again, so that no page has to know of it. Fields that nobody touched come
 * from the page, and thus from the server. Passwords, codes, files and the consent to a final act are never kept.
 */
import {
  type RefObject,
  startTransition,
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react';
import { lastActFailed } from '../api/hooks';
import type { Problem } from '../api/problem';
import { dropKept, readKept, writeKept } from '../offline/device';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Typed = Record<string, string>;
/** An object that the page keeps itself (`useKept`): dropped when it was sent, written again when it was not. */
export type Own = { drop: () => void; write: () => void };

/** Under which name the device keeps a form: by its page, and by its own name where a page has several. */
export const drawerOf = (name = '') => `form ${location.pathname} ${name}`;

const NEVER_TYPES = ['password', 'file', 'hidden', 'submit', 'button'];
const NEVER_NAMES = ['understood'];

const isControl = (target: unknown): target is Control =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement;

const isKept = (control: Control) =>
  control.name !== '' &&
  !NEVER_TYPES.includes(control.type) &&
  !NEVER_NAMES.includes(control.name) &&
  !/one-time-code|password/.test(control.autocomplete);

const isTick = (control: Control): control is HTMLInputElement =>
  control.type === 'checkbox' || control.type === 'radio';

/** Of several controls with one name, such as radios, each is told by its value. */
const labelOf = (control: Control) =>
  isTick(control) ? `${control.name}=${control.value}` : control.name;
const answerOf = (control: Control) => (isTick(control) ? String(control.checked) : control.value);

/** React listens to the event, and takes a value only when it was set past its own tracking. */
function type(control: Control, value: string): boolean {
  if (isTick(control)) {
    if (String(control.checked) !== value) control.click();
    return true;
  }
  const form = Object.getPrototypeOf(control) as object;
  Object.getOwnPropertyDescriptor(form, 'value')?.set?.call(control, value);
  // A choice whose list is still on its way is given back later.
  if (control.value !== value) return false;
  control.dispatchEvent(new Event(isSelect(control) ? 'change' : 'input', { bubbles: true }));
  return true;
}
const isSelect = (control: Control) => control instanceof HTMLSelectElement;

export function useTyped(
  form: RefObject<HTMLFormElement | null>,
  name: string,
  problem: Problem | null,
  own?: Own,
) {
  const typed = useRef<Typed>({});
  const back = useRef<Typed>({});
  const giving = useRef(false);
  const next = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sending = useRef(false);
  const [since, setSince] = useState<number | null>(null);
  const [acts, setActs] = useState(0);

  /** Gives back what is due and has a control by now, one at a time: each must see what the one before has changed. */
  const giveBack = useCallback(() => {
    clearTimeout(next.current);
    const controls = Object.keys(back.current).length > 0 ? (form.current?.elements ?? []) : [];
    for (const control of controls) {
      if (!isControl(control) || !isKept(control)) continue;
      const label = labelOf(control);
      const value = back.current[label];
      if (value === undefined) continue;
      const there = answerOf(control) === value;
      giving.current = true;
      const done = there || type(control, value);
      giving.current = false;
      if (done) delete back.current[label];
      if (done && !there) {
        next.current = setTimeout(giveBack);
        return;
      }
    }
  }, [form]);

  useEffect(() => {
    if (!name) return;
    const kept = readKept<Typed>(name);
    typed.current = kept?.value ?? {};
    back.current = { ...typed.current };
    setSince(kept?.at ?? null);
  }, [name]);

  useEffect(() => {
    giveBack();
    return () => clearTimeout(next.current);
  });

  // What is sent is only gone when it arrived: a problem brings it back into the drawer.
  const bringBack = useEffectEvent(() => {
    own?.write();
    if (name && Object.keys(typed.current).length > 0) writeKept(name, typed.current);
  });
  useEffect(() => {
    if (problem) bringBack();
  }, [problem]);

  const onInput = (event: { target: unknown }) => {
    const { target } = event;
    if (!name || giving.current || !isControl(target) || !isKept(target)) return;
    // One radio chosen is the others let go.
    if (target.type === 'radio')
      for (const label of Object.keys(typed.current))
        if (label.startsWith(`${target.name}=`)) delete typed.current[label];
    typed.current = { ...typed.current, [labelOf(target)]: answerOf(target) };
    delete back.current[labelOf(target)];
    writeKept(name, typed.current);
  };

  const drop = () => {
    own?.drop();
    typed.current = {};
    if (name) dropKept(name);
    setSince(null);
  };

  /** Once the page's own act is done and drawn: unless it met a problem, nothing is kept any more. */
  const letGo = useEffectEvent(() => {
    sending.current = false;
    if (!problem && !form.current?.querySelector('[aria-invalid="true"]')) drop();
  });
  useEffect(() => {
    if (acts > 0) letGo();
  }, [acts]);

  const onSent = async (act: unknown) => {
    // A second press while the first is on its way is the same wish.
    if (sending.current) return;
    sending.current = true;
    const failed = await Promise.resolve(act).then(lastActFailed, () => true);
    await new Promise((go) => setTimeout(go));
    // The act has led to another page, where no problem of this one is ever drawn.
    if (!form.current && !failed) drop();
    // As a transition it is drawn after every change that the act has asked for, so that its problem is seen.
    startTransition(() => setActs((count) => count + 1));
  };

  const anew = () => {
    dropKept(name);
    location.reload();
  };

  return { since, onInput, onSent, anew };
}
