/** Up to four vacancies, kept on the device, and read from an address that anybody may have written. */
import { afterEach, describe, expect, it } from 'vitest';
import { clearPicked, compareAddress, comparedIds, togglePicked } from './compare';

const id = (digit: number) => `646c3891-6c87-4f26-b378-00000000000${digit}`;
const kept = () => JSON.parse(localStorage.getItem('terang.compare') ?? '[]') as { id: string }[];

afterEach(clearPicked);

describe('the choice', () => {
  it('takes in and out, and no fifth', () => {
    for (const digit of [1, 2, 3, 4, 5]) togglePicked({ id: id(digit), title: 'Perawat' });
    expect(kept().map((one) => one.id)).toEqual([1, 2, 3, 4].map(id));
    togglePicked({ id: id(2), title: 'Perawat' });
    expect(kept()).toHaveLength(3);
  });
});

describe('the address', () => {
  it('brings back what was chosen', () => {
    const address = new URL(compareAddress([id(1), id(2)]), 'http://x');
    expect(comparedIds({ id: address.searchParams.get('id') })).toEqual([id(1), id(2)]);
  });
  it('leaves out what is no id, comes twice or is too much', () => {
    const many = [1, 1, 2, 3, 4, 5].map(id).join(',');
    expect(comparedIds({ id: `x,${many}` })).toEqual([1, 2, 3, 4].map(id));
    expect(comparedIds({ id: 7 })).toEqual([]);
    expect(comparedIds(undefined)).toEqual([]);
  });
});
