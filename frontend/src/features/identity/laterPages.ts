/** Pages that few open, fetched by one name: each name of a chunk in the first download is weight for everybody. */
export const PAGES = {
  confirm: () => import('./ConfirmPage').then((page) => ({ Page: page.ConfirmPage })),
  forgot: () => import('./ForgotPage').then((page) => ({ Page: page.ForgotPage })),
};
