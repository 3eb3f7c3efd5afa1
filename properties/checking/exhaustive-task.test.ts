import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { expect, test } from 'vitest';
import { exhaustPart } from '../../explore/checking/exhaustive-task.ts';
import type { Watch } from '../../explore/state-space/watch.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { mem3 } from '../../model/properties/teardown.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

test('a scope with more scripts than can be listed is searched until a stop is asked for', () => {
  let told = 0;
  const watch: Watch = {
    get stopped() {
      return told >= 10 ? 'interrupted' : null;
    },
    tell: () => {
      told += 1;
    },
  };
  const scope = { ...scopeOfTests, cpus: 2, calls: 20, timers: 'any' } as const;
  const part = { index: 0, of: 32 };
  const task = { kind: 'exhaustive', scope, script: null, part, maxExecutions: 1000 } as const;
  const { runs, bound } = exhaustPart(twinSubject(mainline, [mem3]), task, watch);
  expect(bound).toBe(`interrupted after ${runs} runs`);
  expect(runs).toBeGreaterThan(0);
});
