import * as fc from 'fast-check';
import type { Subject } from '../../../port/subject.ts';
import { Choices } from './choices.ts';
import { type Execution, executionOf } from '../../world/execution.ts';
import type { Scope } from '../../run/scope.ts';
import { smallerRuns } from '../../shrinking/shrink.ts';
import { explainRefusals } from '../../world/explain-refusals.ts';
import { Walk } from './walk.ts';
import { World } from '../../world/world.ts';

/**
 * Random runs of a design within a scope, for fast-check. A run is carried out while it is
 * generated, so every action was enabled and the outcome is part of the value. Runs from elsewhere
 * can be shrunk, too.
 */
export class RunArbitrary extends fc.Arbitrary<Execution> {
  readonly #subject: Subject;
  readonly #scope: Scope;

  constructor(subject: Subject, scope: Scope) {
    super();
    this.#subject = subject;
    this.#scope = scope;
  }

  override generate(random: fc.Random): fc.Value<Execution> {
    const world = new World(this.#subject, this.#scope, 'forward');
    const walk = new Walk(world, this.#scope, new Choices(random));
    walk.run();
    const run = executionOf(world, this.#scope, walk.actions);
    const { length } = world.judges.unexplained;
    if (length === 0) return new fc.Value(run, undefined);
    const explained = explainRefusals(this.#subject, this.#scope, walk.actions, length);
    return new fc.Value({ ...run, breaches: [...run.breaches, ...explained] }, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Execution {
    return typeof value === 'object' && value !== null && 'actions' in value && 'scope' in value;
  }

  override shrink(value: Execution): fc.Stream<fc.Value<Execution>> {
    const runs = smallerRuns(this.#subject, value);
    return fc.stream(runs).map((run) => new fc.Value(run, undefined));
  }
}
