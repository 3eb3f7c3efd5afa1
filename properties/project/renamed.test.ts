import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import {
  type CheckTask,
  DEFAULT_OPTIONS,
  defaultScopes,
} from '../../explore/checking/check-plan.ts';
import { randomScope } from '../../explore/engines/random/random-scopes.ts';
import { doTask } from '../../explore/checking/check-task.ts';
import type { Callers } from '../../port/caller-kinds.ts';
import { UNWATCHED } from '../../explore/state-space/watch.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { allProperties } from '../../model/properties/all.ts';

describe('verdicts do not depend on what a design is called', () => {
  const kinds: readonly Callers[] = ['well-behaved', 'careless'];
  const cases = knownDesigns.flatMap((design) =>
    kinds.map((callers) => ({ name: design.name, callers, design })),
  );

  test.each(cases)(
    'the verdicts of $name with $callers callers do not depend on its name',
    ({ callers, design }) => {
      const renamed = { ...design, name: 'x' };
      const scopes = defaultScopes(callers);
      const settings = { ...DEFAULT_OPTIONS.search, maxStates: 4000 };
      const tasks: readonly CheckTask[] = [
        { kind: 'random', scope: randomScope(scopes, 'exact'), runs: 150, seed: 7 },
        ...scopes
          .slice(0, 1)
          .map((scope) => ({ kind: 'shortest', scope, script: null, settings }) as const),
      ];
      for (const task of tasks) {
        const before = doTask(twinSubject(design, allProperties), task, UNWATCHED);
        expect(before.actions).toBeGreaterThan(1000);
        expect(doTask(twinSubject(renamed, allProperties), task, UNWATCHED)).toEqual(before);
      }
    },
  );
});
