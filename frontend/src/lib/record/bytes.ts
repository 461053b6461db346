/** Bytes and how the formats of the record write them; every reading is strict. */
import { sha256 as hash } from '@noble/hashes/sha2.js';
import { type Part, refuse } from './refusal';

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);
export const sha256 = (bytes: Uint8Array): Uint8Array => hash(bytes);

export function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const equal = (one: Uint8Array, other: Uint8Array) =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

export const toHex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const DIGITS = '0123456789abcdef';

/** Lowercase hex of a known length. */
export function fromHex(part: Part, text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let wrong = text.length !== 2 * length;
  for (let at = 0; at < length && !wrong; at += 1) {
    const high = DIGITS.indexOf(text.charAt(2 * at));
    const low = DIGITS.indexOf(text.charAt(2 * at + 1));
    wrong = high < 0 || low < 0;
    bytes[at] = 16 * high + low;
  }
  if (wrong) refuse(part, `not ${length} bytes in hex`);
  return bytes;
}

export const toBase64 = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** The standard alphabet with padding; what would not be written so again is refused, like bits left over. */
export function fromBase64(part: Part, text: string): Uint8Array {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) refuse(part, 'not base64');
  let binary = '';
  try {
    binary = atob(text);
  } catch {
    refuse(part, 'not base64');
  }
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  if (toBase64(bytes) !== text) refuse(part, 'base64 with bits left over');
  return bytes;
}

export function fromBase64Hash(part: Part, text: string): Uint8Array {
  const bytes = fromBase64(part, text);
  if (bytes.length !== 32) refuse(part, 'a hash of other than 32 bytes');
  return bytes;
}

export const MOST = 2n ** 63n - 1n;

/** A count or an index: no sign, no zero in front. */
export function fromDecimal(part: Part, text: string): bigint {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text) || BigInt(text) > MOST)
    refuse(part, 'not a whole number');
  return BigInt(text);
}

/** The text of a file; nothing is replaced or left away, not even a mark of byte order. */
export function textOf(part: Part, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse(part, 'not UTF-8');
  }
}

const TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/** A moment in whole seconds of UTC; such texts stand in the order of their times. */
export const isTime = (text: string) => TIME.test(text) && !Number.isNaN(Date.parse(text));
