/** The draw that ships with the rules, repeated in the browser's language, and spoiled in every way. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Ceremony, checkDraw, commitmentTo, newSecret, repeatDraw } from './draw';

const FOLDER = '../api/selection/bundles/draw-readers';
const read = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8');
const files = () => ({
  list: read('list.txt'),
  draw: read('draw.json'),
  order: read('order.txt'),
  drawn: read('drawn.json'),
});
const ceremony = (): Ceremony => JSON.parse(read('draw.json'));
const list = () => read('list.txt').trimEnd().split('\n');

describe('a draw', () => {
  it('is repeated from its files alone', async () => {
    expect(await checkDraw(files())).toBe(12);
  });

  it.each([
    ['list', (f: ReturnType<typeof files>) => ({ ...f, list: `${f.list}berkas-999\n` })],
    ['seed', (f) => ({ ...f, drawn: f.drawn.replace('"seed": "e7', '"seed": "f7') })],
    ['replaced', (f) => ({ ...f, drawn: f.drawn.replace('cadangan-1', 'cadangan-2') })],
    ['order 13', (f) => ({ ...f, order: `${f.order}berkas-001\n` })],
    ['turn pemantau', (f) => ({ ...f, draw: f.draw.replace('103', '112') })],
    ['opens_not panitia', (f) => ({ ...f, draw: f.draw.replace('f398a23c', 'f398a23d') })],
    [
      'stranger cadangan-3',
      (f) => ({ ...f, draw: f.draw.replace('"cadangan-1": {', '"cadangan-3": {') }),
    ],
  ])('shows a fault: %s', async (fault, spoil) => {
    await expect(checkDraw(spoil(files()))).rejects.toThrow(fault);
  });

  it('takes the stand-in of the own office first, and then the first of all', async () => {
    const silent = ceremony();
    const secret = newSecret();
    const [first, second] = silent.stand_ins;
    if (!first || !second) throw new Error('the shipped draw has two stand-ins');
    first.stands_in_for = 'panitia';
    second.stands_in_for = 'inspektorat';
    second.commitment = await commitmentTo(silent.list_hash, second.name, secret);
    silent.reveals[second.name] = { secret, revealed_at: 114 };
    expect((await repeatDraw(list(), silent)).replaced).toEqual([
      { drawer: 'inspektorat', by: 'cadangan-2' },
    ]);
    delete silent.reveals[second.name];
    expect((await repeatDraw(list(), silent)).replaced).toEqual([
      { drawer: 'inspektorat', by: 'cadangan-1' },
    ]);
  });

  it('replaces who never committed, and ends where nobody is left', async () => {
    const absent = ceremony();
    absent.drawers[1] = { name: 'inspektorat' };
    expect((await repeatDraw(list(), absent)).replaced).toHaveLength(1);
    absent.drawers[0] = { name: 'panitia' };
    await expect(repeatDraw(list(), absent)).rejects.toThrow('stranger panitia');
    delete absent.reveals.panitia;
    await expect(repeatDraw(list(), absent)).rejects.toThrow('no_stand_in inspektorat');
  });

  it('makes a secret of 32 bytes, never twice', () => {
    expect(newSecret()).toMatch(/^[0-9a-f]{64}$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});
