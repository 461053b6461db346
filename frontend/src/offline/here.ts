/** Who is at this device now, as far as every page must know; what is kept for them is in `device.ts`. */
import type { Me } from '../api/session';

const LEAVING = 'terang.leaving';

let here: Me | null = null;

/** For whom things are kept now; nobody before the session is picked up, and nobody for a visitor. */
export const personHere = () => here;

export function setPersonHere(me: Me | null) {
  here = me;
}

/** Whether somebody signed out without a line, so that the server does not know yet. */
export function isLeaving(): boolean {
  try {
    return localStorage.getItem(LEAVING) === '1';
  } catch {
    return false;
  }
}

export function setLeaving(leaving: boolean) {
  try {
    if (leaving) localStorage.setItem(LEAVING, '1');
    else localStorage.removeItem(LEAVING);
  } catch {
    // Storage is closed: the server hears of it when somebody signs in again.
  }
}
