/** The tree's hashes and proofs, on the published vectors and beside the definition. */
import { describe, expect, it } from 'vitest';
import { inclusion, treeHead } from '../../../tests/log';
import { concat, fromHex, sha256, toHex, utf8 } from './bytes';
import { checkConsistency, checkInclusion, leafHash, nodeHash, rootOf } from './tree';

const hex = (text: string) => fromHex('json', text, text.length / 2);
const DATA = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'];
const ALL = [...DATA, '606162636465666768696a6b6c6d6e6f'].map(hex);
const LEAVES = ALL.map(leafHash);
const L = (at: number) => LEAVES[at] ?? new Uint8Array();
const HASHES = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7',
  '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7',
  'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  '4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658',
  'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
  '46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const R = (size: number) => hex(ROOTS[size] ?? '');
const N01 = nodeHash(L(0), L(1));
const N23 = nodeHash(L(2), L(3));
const N45 = nodeHash(L(4), L(5));
const N67 = nodeHash(L(6), L(7));
const N03 = nodeHash(N01, N23);
const N46 = nodeHash(N45, L(6));
const N47 = nodeHash(N45, N67);

const INCLUSIONS: [number, number, Uint8Array[]][] = [
  [0, 8, [L(1), N23, N47]],
  [5, 8, [L(4), N67, N03]],
  [2, 3, [N01]],
  [6, 7, [N45, N03]],
  [2, 7, [L(3), N01, N46]],
];
const CONSISTENCIES: [number, number, Uint8Array[]][] = [
  [1, 8, [L(1), N23, N47]],
  [6, 8, [N45, N67, N03]],
  [2, 5, [N23, L(4)]],
  [3, 7, [L(2), L(3), N01, N46]],
  [4, 7, [N46]],
  [6, 7, [N45, L(6), N03]],
  [7, 8, [L(6), L(7), N45, N03]],
];
/** The proof by its definition. */
function growth(from: number, leaves: Uint8Array[], whole = true): Uint8Array[] {
  if (from === leaves.length) return whole ? [] : [treeHead(leaves)];
  const middle = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return from <= middle
    ? [...growth(from, left, whole), treeHead(right)]
    : [...growth(from - middle, right, false), treeHead(left)];
}
const holds = (index: number, size: number, leaf: Uint8Array, proof: Uint8Array[]) =>
  checkInclusion(BigInt(index), BigInt(size), leaf, proof, R(size));
const grows = (from: number, to: number, proof: Uint8Array[], old = R(from), now = R(to)) =>
  checkConsistency({ size: BigInt(from), root: old }, { size: BigInt(to), root: now }, proof);

describe('a tree', () => {
  it('has the published hashes of leaves, inner nodes and roots', () => {
    expect(LEAVES.map(toHex)).toEqual(HASHES);
    for (const [size, root] of ROOTS.entries()) {
      expect(toHex(rootOf(LEAVES.slice(0, size)))).toBe(root);
    }
    const nodes = [N23, N45, N67, N46, N47].map((node) => toHex(node).slice(0, 16));
    expect(nodes).toEqual([
      '5f083f0a1a33ca07',
      '0ebc5d3437fbe2db',
      'ca854ea128ed050b',
      '837dbb152e9b0790',
      '6b47aaf29ee3c2af',
    ]);
  });

  it('over sealed tokens has the root of the published milestone', () => {
    const tokens = [1, 2, 3].map((byte) => leafHash(new Uint8Array(32).fill(byte)));
    expect(toHex(rootOf(tokens))).toBe(
      'df896896c799531f1fd1e556cea26a6989ab06853bcbfdd3e4f5097a611f658f',
    );
  });

  it('of 70,000 entries has the published root and proofs', () => {
    const leaves = Array.from({ length: 70_000 }, (_, at) => leafHash(utf8(`entry ${at}`)));
    const root = rootOf(leaves);
    expect(toHex(root)).toBe('a3920fba7f239a071a9bd10721f1341addefbaededb41c7e24437a9d16bdf00a');
    const first = inclusion(0, leaves);
    expect(first).toHaveLength(17);
    expect(toHex(sha256(concat(...first))).slice(0, 16)).toBe('fb98eb48060be330');
    const last = inclusion(69_999, leaves);
    expect(last).toHaveLength(9);
    expect(toHex(sha256(concat(...last))).slice(0, 16)).toBe('2a8bc48c7658d606');
    const leaf = leaves[69_999] ?? new Uint8Array();
    expect(checkInclusion(69_999n, 70_000n, leaf, last, root)).toBe(true);
    expect(checkInclusion(69_998n, 70_000n, leaf, last, root)).toBe(false);
    const older = { size: 65_537n, root: rootOf(leaves.slice(0, 65_537)) };
    expect(toHex(older.root).slice(0, 16)).toBe('b99c570aaf13b96e');
    const added = growth(65_537, leaves);
    expect(added).toHaveLength(15);
    expect(toHex(sha256(concat(...added))).slice(0, 16)).toBe('80ad4e40975a2224');
    expect(checkConsistency(older, { size: 70_000n, root }, added)).toBe(true);
  });
});

describe('an inclusion', () => {
  it('holds for the published proofs, and for every place of small trees', () => {
    for (const [index, size, proof] of INCLUSIONS) {
      expect(holds(index, size, L(index), proof)).toBe(true);
    }
    for (let size = 1; size <= 8; size += 1) {
      const leaves = LEAVES.slice(0, size);
      expect(treeHead(leaves)).toEqual(R(size));
      for (let at = 0; at < size; at += 1) {
        expect(holds(at, size, L(at), inclusion(at, leaves))).toBe(true);
      }
    }
  });

  it('does not hold for another place, another size, or a hash more, fewer or changed', () => {
    for (const [index, size, proof] of INCLUSIONS) {
      for (let other = 0; other < 9; other += 1) {
        if (other !== index) expect(holds(other, size, L(index), proof)).toBe(false);
      }
      expect(holds(index, size, L(index), [...proof, N01])).toBe(false);
      expect(holds(index, size, L(index), proof.slice(1))).toBe(false);
      expect(holds(index, size, L(index), proof.slice(0, -1))).toBe(false);
      expect(holds(index, size, L((index + 1) % 8), proof)).toBe(false);
    }
    expect(checkInclusion(-1n, 8n, L(0), [L(1), N23, N47], R(8))).toBe(false);
    expect(checkInclusion(0n, 0n, L(0), [], R(0))).toBe(false);
  });

  it('does not hold for the bytes of an inner node offered as an entry', () => {
    const inner = concat(L(0), L(1));
    expect(holds(0, 4, leafHash(inner), [N23])).toBe(false);
  });
});

describe('a consistency', () => {
  it('holds for the published proofs, from nothing, and with itself', () => {
    for (const [from, to, proof] of CONSISTENCIES) expect(grows(from, to, proof)).toBe(true);
    expect(grows(0, 5, [])).toBe(true);
    expect(grows(7, 7, [])).toBe(true);
  });

  it('does not hold when cut, lengthened, at equal size with another root, or backwards', () => {
    for (const [from, to, proof] of CONSISTENCIES) {
      expect(grows(from, to, proof.slice(0, -1))).toBe(false);
      expect(grows(from, to, proof.slice(1))).toBe(false);
      expect(grows(from, to, [...proof, N01])).toBe(false);
      expect(grows(from, to, proof, R(from - 1))).toBe(false);
      expect(grows(to, from, proof)).toBe(false);
    }
    expect(grows(7, 7, [], R(6), R(7))).toBe(false);
    expect(grows(7, 7, [N01])).toBe(false);
    expect(grows(0, 5, [N01])).toBe(false);
    expect(grows(0, 5, [], R(1))).toBe(false);
    // The old root of a whole tree is put in front by the check itself.
    expect(grows(4, 7, [R(4), N46])).toBe(false);
  });
});
