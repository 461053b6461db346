/** A policy's lines say who must sign. */
import { describe, expect, it } from 'vitest';
import { counting, Signer } from '../../../tests/log';
import { readQuorum } from './quorum';

const log = new Signer('catatan.contoh.go.id/ledger/5473', counting(0));
const [one, two, three] = [1, 2, 3].map(
  (number) => new Signer(`w${number}.example`, counting(number * 32), 4),
);
const lines = `witness kampus ${one?.vkey}\nwitness media ${two?.vkey}\nwitness warga ${three?.vkey}\n`;

describe('a quorum', () => {
  it('is nobody, one, or some of a group within another', () => {
    const read = (text: string) => readQuorum(log.vkey, text);
    expect(read('quorum none\n')).toEqual({ kind: 'none' });
    expect(read(`${lines}quorum media\n`)).toEqual({ kind: 'one', name: 'media' });
    const nested = `${lines}group luar any media warga\ngroup semua all kampus luar\nquorum semua\n`;
    expect(read(nested)).toEqual({
      kind: 'some',
      count: 2,
      of: [
        { kind: 'one', name: 'kampus' },
        {
          kind: 'some',
          count: 1,
          of: [
            { kind: 'one', name: 'media' },
            { kind: 'one', name: 'warga' },
          ],
        },
      ],
    });
    expect(read('quorum siapa\n')).toBeNull();
  });
});
