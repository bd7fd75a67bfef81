import { preact } from '@preact/preset-vite'
import { defineConfig } from 'vite'

export default defineConfig({
  base: './',
  plugins: [preact()],
  build: {
    rolldownOptions: { input: { index: 'index.html', touch: 'touch.html' } },
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // A data: address would need a hole in the content-security-policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
})
