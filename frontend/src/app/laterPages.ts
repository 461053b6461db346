/**
 * Public pages that few open first. The first download names this list alone: each name of a chunk there is weight for
 * everybody, and such a page costs its own visitors one short question more.
 */
export const PAGES = {
  compare: () => import('../features/rounds/ComparePage').then((page) => page.ComparePage),
  confirmSearch: () =>
    import('../features/rounds/SavedSearchPages').then((page) => page.ConfirmSearchPage),
  stopSearch: () =>
    import('../features/rounds/SavedSearchPages').then((page) => page.StopSearchPage),
  confirmAccount: () => import('../features/identity/ConfirmPage').then((page) => page.ConfirmPage),
  forgot: () => import('../features/identity/ForgotPage').then((page) => page.ForgotPage),
  receipt: () => import('../features/applications/ReceiptPage').then((page) => page.ReceiptPage),
  certificate: () =>
    import('../features/training/CertificatePage').then((page) => page.CertificatePage),
  checkGuide: () => import('../features/check/GuidePage').then((page) => page.GuidePage),
  checkReceipt: () =>
    import('../features/check/receipt/ReceiptPage').then((page) => page.ReceiptPage),
  rules: () => import('../features/rules/RulesListPage').then((page) => page.RulesListPage),
  ownRules: () => import('../features/rules/OwnRulesPage').then((page) => page.OwnRulesPage),
  rule: () => import('../features/rules/RulePage').then((page) => page.RulePage),
  ruleChange: () => import('../features/rules/ChangePage').then((page) => page.ChangePage),
  limits: () => import('../features/limits/LimitsPage').then((page) => page.LimitsPage),
  draws: () => import('../features/draws/ListPage').then((page) => page.DrawsPage),
  draw: () => import('../features/draws/DrawPage').then((page) => page.DrawPage),
  record: () => import('../features/witnessing/RecordPage').then((page) => page.RecordPage),
  openData: () => import('../features/opendata/OpenDataPage').then((page) => page.OpenDataPage),
  messages: () => import('../features/help/MessagesPage').then((page) => page.MessagesPage),
  demo: () => import('../features/demo/DemoPage').then((page) => page.DemoPage),
};
