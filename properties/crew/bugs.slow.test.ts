/** The same for every seeded bug: what a bug leaves behind must not depend on how it came about. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import type { SearchTask } from '../../explore/checking/check-task.ts';
import type { Workers } from '../../explore/checking/workers.ts';
import { PRESETS } from '../../explore/run/presets.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import { isInFastPathOnly } from '../bugs/in-fast-path-only.ts';
import { allProperties } from '../../model/properties/all.ts';
import { builtWorkers } from './built-workers.ts';

let workers: Workers;
let fallbacks = 0;

beforeAll(async () => {
  workers = await builtWorkers(2, () => {
    fallbacks += 1;
  });
});
afterAll(async () => workers.close());

const [, twoCpus] = PRESETS.small;

/** Without caches, a bug in the fast path is the design that it is seeded into. */
const BUGS = seededBugs.filter((bug) => !isInFastPathOnly(bug));

test.each(BUGS.map(({ design }) => design.name))('%s', async (design) => {
  const doer = workers.on({ design, policy: null }, allProperties);
  for (const callers of ['well-behaved', 'careless'] as const) {
    const scope = { ...twoCpus, callers };
    const task: SearchTask = {
      kind: 'shortest',
      scope,
      script: null,
      settings: DEFAULT_OPTIONS.search,
    };
    // Sequential on purpose: both searches need all threads.
    // oxlint-disable-next-line no-await-in-loop
    const alone = await doer.doTask(task, 0, 1);
    // oxlint-disable-next-line no-await-in-loop
    const { entries: _, ...together } = (await doer.doTask(task, 0, 2)) ?? { entries: {} };
    expect(alone).toMatchObject(together);
  }
  expect(fallbacks).toBe(0);
});
