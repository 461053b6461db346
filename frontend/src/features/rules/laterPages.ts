/** The pages of rules, fetched by one name: each name of a chunk in the first download is weight for everybody. */
export const PAGES = {
  list: () => import('./RulesListPage').then((page) => ({ Page: page.RulesListPage })),
  own: () => import('./OwnRulesPage').then((page) => ({ Page: page.OwnRulesPage })),
  rule: () => import('./RulePage').then((page) => ({ Page: page.RulePage })),
  change: () => import('./ChangePage').then((page) => ({ Page: page.ChangePage })),
  limits: () => import('../limits/LimitsPage').then((page) => ({ Page: page.LimitsPage })),
  record: () => import('../witnessing/RecordPage').then((page) => ({ Page: page.RecordPage })),
};
