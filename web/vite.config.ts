import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export { configuration as default };

const configuration = defineConfig({
  plugins: [react()],
  // The library that locks scrolling behind a dialog asks for a nonce under this name before it adds a style element.
  define: { __webpack_nonce__: 'globalThis.hopyardStyleNonce' },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
