/** The pages of `rounds` for those who work there, by area, and their places in the menus. */
import type { NavEntry } from '../../app/nav';

export const routes = { public: [], applicant: [], officer: [], employee: [] } as const;
export const nav: readonly NavEntry[] = [];
