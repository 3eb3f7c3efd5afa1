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

/**
 * Each bug under one kind of callers, and the next one under the other: both take minutes. Without
 * caches, a bug in the fast path is the design that it is seeded into.
 */
const BUGS = seededBugs
  .filter((bug) => !isInFastPathOnly(bug))
  .map(({ design }, at) => ({
    name: design.name,
    callers: at % 2 === 0 ? ('well-behaved' as const) : ('careless' as const),
  }));

test.each(BUGS)('$name, $callers callers', async ({ name, callers }) => {
  const doer = workers.on({ design: name, policy: null }, allProperties);
  const scope = { ...twoCpus, callers };
  const task: SearchTask = {
    kind: 'shortest',
    scope,
    script: null,
    settings: DEFAULT_OPTIONS.search,
  };
  const alone = await doer.doTask(task, 0, 1);
  const { entries: _, ...together } = (await doer.doTask(task, 0, 2)) ?? { entries: {} };
  expect(alone).toMatchObject(together);
  expect(fallbacks).toBe(0);
});
