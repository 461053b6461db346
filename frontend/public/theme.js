// Sets theme and language on <html> before the first paint; a file of its own because inline scripts are refused.
(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const chosen = read('terang.theme');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = chosen === 'dark' || chosen === 'light' ? chosen : dark ? 'dark' : 'light';
  root.lang = read('terang.language') === 'en' ? 'en' : 'id';
})();
