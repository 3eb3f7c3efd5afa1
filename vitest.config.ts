import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Rooms of cheap tests first, so that a broken law shows before a broken search. */
const FIRST = ['model', 'abstraction', 'port', 'kernel', 'tree', 'twin', 'designs'];
/** Files named `*.slow.test.ts` come last of all. */
const SLOW_RANK = FIRST.length + 1;

/** The room of `properties/kernel/clock.test.ts` is `kernel`. */
function rank(path: string): number {
  const name = path.slice(path.lastIndexOf('/properties/') + '/properties/'.length);
  if (name.endsWith('.slow.test.ts')) return SLOW_RANK;
  const room = FIRST.indexOf(name.split('/', 1)[0] ?? '');
  return room === -1 ? FIRST.length : room;
}

class CheapestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byRankThenPath = (a: TestSpecification, b: TestSpecification): number =>
      rank(a.moduleId) - rank(b.moduleId) || (a.moduleId < b.moduleId ? -1 : 1);
    return Promise.resolve(files.toSorted(byRankThenPath));
  }
}

export default defineConfig({
  test: {
    include: ['properties/**/*.test.ts'],
    globals: false,
    // No command that a test runs takes a verdict from the developer's cache.
    env: { CI: 'true' },
    // Threads start faster than processes, and two of them are what two cores can feed.
    pool: 'threads',
    maxWorkers: 2,
    // A thread imports a module once, for all files that it runs: no test may leave behind what
    // another one could notice, as a stub that is not undone or a module's variable that is set.
    isolate: false,
    // Searches are synchronous and bounded by counts, not by time: this only ends a hung test.
    testTimeout: 120_000,
    sequence: { sequencer: CheapestFirst },
    // `.ci/count.mjs` reads the JSON.
    reporters: ['default', 'json'],
    outputFile: { json: 'out/tests.json' },
  },
});
