/** Exact marks: what is rounded, and what is no number. */
import { expect, it } from 'vitest';
import { formatDecimal, multiplyDivide, parseDecimal } from './decimal';

it('rounds half up, and exactly beyond the safe numbers too', () => {
  const [mark, whole] = [398_000, 550_000];
  expect(multiplyDivide(mark, 100_000, whole, 1)).toBe(72_364);
  expect(multiplyDivide(72_364, 400, 1_000, 1)).toBe(28_946);
  expect(multiplyDivide(225_000, 10_000, 100_000, 1_000)).toBe(23_000);
  expect(multiplyDivide(5, 1, 10, 1)).toBe(1);
  const large = 999_999_999_999;
  expect(multiplyDivide(large, large, large, 1)).toBe(large);
  expect(multiplyDivide(large, large - 1, 2 * large, 1)).toBe((large - 1) / 2);
});

it('reads numbers as the rules write them, and prints them with their decimals', () => {
  expect(parseDecimal('007.5000')).toBe(7_500);
  expect(parseDecimal('999999999.999')).toBe(999_999_999_999);
  for (const text of ['', '.5', '5.', '-1', '+1', '1e3', '1,5', '1.0001', '1000000000', '٣']) {
    expect(parseDecimal(text), text).toBeNull();
  }
  expect([formatDecimal(5, 3), formatDecimal(72_500, 1), formatDecimal(410_000, 0)]).toEqual([
    ...['0.005', '72.5', '410'],
  ]);
});
