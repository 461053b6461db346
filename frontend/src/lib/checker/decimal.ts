/** Exact marks: every number is a whole count of thousandths, so nothing is ever rounded unasked. */

export const SCALE = 1000;
export const DECIMALS = 3;

const DECIMAL = /^0*([0-9]{1,9})(?:\.([0-9]{1,3})0*)?$/;

/** Thousandths of a number as the rules write it: no sign, no exponent, no comma. */
export function parseDecimal(text: string): number | null {
  const found = DECIMAL.exec(text);
  if (!found) return null;
  const [, whole = '', part = ''] = found;
  return Number.parseInt(whole, 10) * SCALE + Number.parseInt(part.padEnd(DECIMALS, '0'), 10);
}

export function formatDecimal(thousandths: number, decimals: number): string {
  const digits = String(thousandths).padStart(DECIMALS + 1, '0');
  const whole = digits.slice(0, -DECIMALS);
  return decimals === 0 ? whole : `${whole}.${digits.slice(-DECIMALS).slice(0, decimals)}`;
}

/** Thousandths in one unit of the last decimal. */
export const unitOf = (decimals: number) => 10 ** (DECIMALS - decimals);

export const hasDecimals = (thousandths: number, decimals: number) =>
  thousandths % unitOf(decimals) === 0;

/** `first × second ÷ divisor`, half up to a multiple of `unit`; all of them whole numbers. */
export function multiplyDivide(
  first: number,
  second: number,
  divisor: number,
  unit: number,
): number {
  const product = first * second;
  const step = divisor * unit;
  // A product that is no safe integer may have lost digits: then the exact, slower way.
  if (Number.isSafeInteger(2 * product) && Number.isSafeInteger(2 * step)) {
    const rest = product % step;
    const whole = (product - rest) / step;
    return (2 * rest >= step ? whole + 1 : whole) * unit;
  }
  const bigStep = BigInt(divisor) * BigInt(unit);
  const twice = 2n * BigInt(first) * BigInt(second) + bigStep;
  return Number(twice / (2n * bigStep)) * unit;
}
