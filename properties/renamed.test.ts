import { describe, expect, test } from 'vitest';
import { DEFAULT_OPTIONS, randomScope, tinyScopes } from '../explore/check-plan.ts';
import { doTask } from '../explore/check-task.ts';
import type { Callers } from '../explore/scope.ts';
import { publishedDesigns } from '../impl/designs/published.ts';
import { allProperties } from '../model/properties/all.ts';

describe('verdicts do not depend on what a design is called', () => {
  const kinds: readonly Callers[] = ['well-behaved', 'careless'];
  const cases = publishedDesigns.flatMap((design) =>
    kinds.map((callers) => ({ name: design.name, callers, design })),
  );

  test.each(cases)('$name, $callers callers', ({ callers, design }) => {
    const renamed = { ...design, name: 'x' };
    const options = { ...DEFAULT_OPTIONS, callers };
    const [tiny] = tinyScopes({ ...options, cpus: 1, irqs: 0 });
    const tasks = [
      { kind: 'random', scope: randomScope(options, 'exact'), runs: 150, seed: 7 } as const,
      ...(tiny === undefined ? [] : [{ kind: 'states', scope: tiny, maxStates: 4000 } as const]),
    ];
    for (const task of tasks) {
      const before = doTask(design, allProperties, task);
      expect(before.actions).toBeGreaterThan(1000);
      expect(doTask(renamed, allProperties, task)).toEqual(before);
    }
  });
});
