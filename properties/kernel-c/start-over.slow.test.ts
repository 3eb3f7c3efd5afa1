/** The C of a kernel tree starts over for the next run, and makes the runs of a new module. */
import { describe, expect, test } from 'vitest';
import { loadKernel } from '../../explore/building/load-kernel.ts';
import { expectSameRuns, SCOPES_OF_RUNS, startsOver } from '../world/fresh-runs.ts';
import { unpackKernel, whyNoKernel } from './debian-kernel.ts';
import { fixtureKernel } from './fixture-kernel.ts';

const RELEASE = '6.12';
const missing = whyNoKernel(RELEASE);
/** Why tests are skipped, in their names. */
const why = missing === null ? '' : ` (${missing})`;

describe.skipIf(missing !== null)(`a world of C that starts over${why}`, () => {
  test.each(['mainline', 'hardened', 'llist'] as const)('%s: the same runs', async (name) => {
    const tree = name === 'mainline' ? unpackKernel(RELEASE) : fixtureKernel(RELEASE, name);
    try {
      const design = await loadKernel(`kernel:${tree.folder}`, null, 'fresh');
      expect(startsOver(design)).toBe(true);
      for (const scope of SCOPES_OF_RUNS) {
        expectSameRuns(design, scope, 15);
        expectSameRuns(design, { ...scope, callers: 'racing-teardown' }, 10);
        expectSameRuns(design, { ...scope, memory: 'tree-6.12' }, 5);
      }
    } finally {
      tree.remove();
    }
  });
});
