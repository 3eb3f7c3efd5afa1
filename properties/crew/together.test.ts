/** Threads that search together find what one thread alone finds. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import type { SearchTask } from '../../explore/checking/check-task.ts';
import type { Workers } from '../../explore/checking/workers.ts';
import { PRESETS } from '../../explore/run/presets.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { allProperties } from '../../model/properties/all.ts';
import { builtWorkers } from './built-workers.ts';

const THREADS = 3;
const callers = ['well-behaved', 'careless', 'racing-teardown'] as const;

let workers: Workers;
let fallbacks = 0;

beforeAll(async () => {
  workers = await builtWorkers(THREADS, () => {
    fallbacks += 1;
  });
});
afterAll(async () => workers.close());

function taskIn(scope: Scope, more: Partial<SearchTask['settings']> = {}): SearchTask {
  return {
    kind: 'shortest',
    scope,
    script: null,
    settings: { ...DEFAULT_OPTIONS.search, ...more },
  };
}

describe.each(knownDesigns.map(({ name }) => name))('%s', (design) => {
  const [, twoCpus, withInterrupt] = PRESETS.small;
  const scopes = callers.flatMap((kind) => [
    { ...twoCpus, callers: kind },
    { ...withInterrupt, callers: kind },
  ]);

  test.each(scopes)(
    'two and three threads find what one finds: $callers, irqs=$irqs',
    async (scope) => {
      const doer = workers.on({ design, policy: null }, allProperties);
      const task = taskIn(scope);
      const alone = await doer.doTask(task, 0, 1);
      expect(alone?.bound).toBeNull();
      expect(await doer.doTask(task, 0, 2)).toEqual(alone);
      expect(await doer.doTask(task, 0, 3)).toEqual(alone);
      expect(fallbacks).toBe(0);
    },
  );
});

test('with a bound on preemptions they find the same, too', async () => {
  const doer = workers.on({ design: 'llist', policy: null }, allProperties);
  const task = taskIn({ ...PRESETS.small[1], callers: 'well-behaved' }, { preemptions: 1 });
  const alone = await doer.doTask(task, 0, 1);
  expect(alone?.bound).toBe('1 preemptions');
  expect(await doer.doTask(task, 0, 2)).toEqual(alone);
});

test('they end in order when their memory is used up', async () => {
  const doer = workers.on({ design: 'llist', policy: null }, allProperties);
  const scope = { ...PRESETS.default[0], callers: 'well-behaved' } as const;
  const findings = await doer.doTask(taskIn(scope, { maxMegabytes: 4 }), 0, 2);
  expect(findings?.bound).toMatch(/^8 MB after \d+ states$/);
  expect(findings?.cheapest.length).toBeGreaterThan(0);
});
