import * as fc from 'fast-check';
import type { Subject } from '../../../port/subject.ts';
import { Choices } from './choices.ts';
import { type Execution, executionOf } from '../../world/execution.ts';
import type { Scope } from '../../run/scope.ts';
import { smallerRuns } from '../../shrinking/shrink.ts';
import { explainingWorld, explainRefusals } from '../../world/explain-refusals.ts';
import { ReusedWorld } from '../../world/reused-world.ts';
import { Walk } from './walk.ts';

/**
 * Random runs of a design within a scope, for fast-check. A run is carried out while it is
 * generated, so every action was enabled and the outcome is part of the value. Runs from elsewhere
 * can be shrunk, too.
 */
export class RunArbitrary extends fc.Arbitrary<Execution> {
  readonly #subject: Subject;
  readonly #scope: Scope;
  readonly #walked: ReusedWorld;
  readonly #explaining: ReusedWorld;

  constructor(subject: Subject, scope: Scope) {
    super();
    this.#subject = subject;
    this.#scope = scope;
    this.#walked = new ReusedWorld(subject, scope, 'forward');
    this.#explaining = explainingWorld(subject, scope);
  }

  override generate(random: fc.Random): fc.Value<Execution> {
    return this.#walked.with((world) => {
      const walk = new Walk(world, this.#scope, new Choices(random));
      walk.run();
      const run = executionOf(world, this.#scope, walk.actions);
      const { length } = world.judges.unexplained;
      if (length === 0) return new fc.Value(run, undefined);
      const explained = explainRefusals(this.#explaining, walk.actions, length);
      return new fc.Value({ ...run, breaches: [...run.breaches, ...explained] }, undefined);
    });
  }

  override canShrinkWithoutContext(value: unknown): value is Execution {
    return typeof value === 'object' && value !== null && 'actions' in value && 'scope' in value;
  }

  override shrink(value: Execution): fc.Stream<fc.Value<Execution>> {
    const runs = smallerRuns(this.#subject, value);
    return fc.stream(runs).map((run) => new fc.Value(run, undefined));
  }
}
