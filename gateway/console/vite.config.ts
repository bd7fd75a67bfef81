import { preact } from '@preact/preset-vite'
import { defineConfig } from 'vite'

export default defineConfig({
  base: './',
  plugins: [preact()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Modules run in the order in which they are imported, whichever file they end in.
    rolldownOptions: {
      input: { index: 'index.html', touch: 'touch.html' },
      output: { strictExecutionOrder: true },
    },
    // A data: address would need a hole in the content-security-policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
})
