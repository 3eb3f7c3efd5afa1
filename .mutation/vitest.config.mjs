import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['suite.test.ts'], pool: 'threads', maxWorkers: 1, testTimeout: 120_000 },
});
