import * as fc from 'fast-check';
import { expect } from 'vitest';
import { defaultScopes } from '../../explore/checking/check-plan.ts';
import { randomScope } from '../../explore/engines/random/random-scopes.ts';
import { Choices } from '../../explore/engines/random/choices.ts';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { Walk } from '../../explore/engines/random/walk.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { type Execution, executionOf } from '../../explore/world/execution.ts';
import { explainingWorld, explainRefusals } from '../../explore/world/explain-refusals.ts';
import { World } from '../../explore/world/world.ts';
import type { Design } from '../../impl/designs/design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { knownProperties } from '../../model/properties/all.ts';
import type { Subject } from '../../port/subject.ts';

export const SEED_OF_RUNS = 5;
/** Scopes of random runs. */
export const SCOPES_OF_RUNS: readonly Scope[] = (['exact', 'any'] as const).map((timers) =>
  randomScope(defaultScopes('careless'), timers),
);

/** Random runs, each in a world of its own: what `RunArbitrary` makes, without anything reused. */
export class FreshRuns extends fc.Arbitrary<Execution> {
  readonly #subject: Subject;
  readonly #scope: Scope;

  constructor(subject: Subject, scope: Scope) {
    super();
    this.#subject = subject;
    this.#scope = scope;
  }

  override generate(random: fc.Random): fc.Value<Execution> {
    const subject = this.#subject;
    const scope = this.#scope;
    const world = new World(subject, scope, 'forward');
    const walk = new Walk(world, scope, new Choices(random));
    walk.run();
    const run = executionOf(world, scope, walk.actions);
    const { length } = world.judges.unexplained;
    const explaining = explainingWorld(subject, scope);
    const explained = length === 0 ? [] : explainRefusals(explaining, walk.actions, length);
    return new fc.Value({ ...run, breaches: [...run.breaches, ...explained] }, undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Execution {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<Execution>> {
    return fc.Stream.nil();
  }
}

/** Some runs; what a run throws, too: a seeded bug may break a rule for steps. */
export function sampled(runs: fc.Arbitrary<Execution>, numRuns: number): unknown {
  try {
    return fc.sample(runs, { numRuns, seed: SEED_OF_RUNS });
  } catch (error) {
    return String(error);
  }
}

/** Expects that runs which reuse a world are those of new worlds. */
export function expectSameRuns(design: Design, scope: Scope, numRuns: number): void {
  const subject = twinSubject(design, knownProperties);
  expect(sampled(new RunArbitrary(subject, scope), numRuns)).toEqual(
    sampled(new FreshRuns(subject, scope), numRuns),
  );
}

/** Whether a world of the design starts over. */
export function startsOver(design: Design): boolean {
  const [scope] = SCOPES_OF_RUNS as readonly [Scope];
  return new World(twinSubject(design, []), scope, 'forward').startOver();
}
