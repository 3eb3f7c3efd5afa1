import { defineConfig } from 'vite';

/** Builds the viewer as one script and one style sheet, which `iova-check page` puts into pages. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2023',
    lib: {
      entry: 'viewer.tsx',
      formats: ['iife'],
      name: 'viewer',
      fileName: () => 'viewer.js',
      cssFileName: 'viewer',
    },
  },
});
