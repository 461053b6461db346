/** Before every unit test: what jsdom lacks, and a clean page after each. */
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
  }) as unknown as MediaQueryList;
window.scrollTo = () => {};

afterEach(() => {
  cleanup();
  localStorage.clear();
});
