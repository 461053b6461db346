/** Pages beside the search, fetched by one name: each name of a chunk in the first download is weight for everybody. */
export const PAGES = {
  compare: () => import('./ComparePage').then((page) => ({ Page: page.ComparePage })),
  confirm: () => import('./SavedSearchPages').then((page) => ({ Page: page.ConfirmSearchPage })),
  stop: () => import('./SavedSearchPages').then((page) => ({ Page: page.StopSearchPage })),
};
