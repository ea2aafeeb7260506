// Runs before the first paint, so that a dark page never flashes white. A file of its own because the content security policy allows no inline script.
(function () {
  let stored = null;
  try {
    stored = localStorage.getItem('hopyard-color-scheme');
  } catch {
    // Storage can be forbidden; then the device's preference decides.
  }
  const wished = stored === 'light' || stored === 'dark' ? stored : null;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.setAttribute('data-mantine-color-scheme', wished || (dark ? 'dark' : 'light'));
  globalThis.hopyardStyleNonce = document.querySelector('meta[name="csp-nonce"]')?.content;
})();
