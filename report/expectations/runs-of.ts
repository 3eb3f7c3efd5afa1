import * as fc from 'fast-check';
import { randomScope } from '../../explore/engines/random/random-scopes.ts';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import type { Execution } from '../../explore/world/execution.ts';
import type { Design } from '../../impl/designs/design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Property } from '../../model/property.ts';
import { askedDesign } from './asked-design.ts';
import { askedProperties } from './asked-properties.ts';
import { askedScopes } from './asked-scopes.ts';
import { type DesignExpectation } from './expect-holds.ts';
import { ExpectationFailed } from './expectation-failed.ts';
import { tellRun } from './tell-run.ts';

/** A random run that was carried out. */
export class DrawnRun {
  /** Its actions, and what they showed. */
  readonly execution: Execution;
  readonly #design: Design;
  readonly #properties: readonly Property[];

  constructor(design: Design, properties: readonly Property[], execution: Execution) {
    this.#design = design;
    this.#properties = properties;
    this.execution = execution;
  }

  /** The names of the ways in which it breaks a property, each once; []: it breaks none. */
  get signatures(): readonly string[] {
    return [...new Set(this.execution.breaches.map(({ signature }) => signature))];
  }

  /** The run as text, with what it breaks first. */
  tell(): string {
    const [first] = this.execution.breaches;
    const expect =
      first === undefined ? null : { property: first.property, signature: first.signature };
    return tellRun(this.#design, this.#properties, this.execution, expect, null);
  }

  /** @throws ExpectationFailed if it breaks a property; the message tells the run */
  expectUnbroken(): void {
    if (this.signatures.length > 0) throw new ExpectationFailed(this.tell().trimEnd(), true);
  }

  /** A line by which fast-check names the run. */
  [fc.toStringMethod](): string {
    const { calls, steps } = this.execution.cost;
    const [first = 'breaks nothing'] = this.signatures;
    return `run of ${this.#design.name}, ${calls} calls, ${steps} steps: ${first}`;
  }
}

/**
 * Random runs of a design, as `iova-check` makes them: long ones, in a space that fills up, with
 * the CPUs and calls of the scopes. They shrink to simpler runs.
 * @throws WrongExpectation, UnreadableScope as `expectHolds` does
 */
export function runsOf(
  subject: Design,
  {
    properties: ids,
    scope = 'small',
    callers,
  }: Pick<DesignExpectation, 'properties' | 'scope' | 'callers'>,
): fc.Arbitrary<DrawnRun> {
  const design = askedDesign(subject);
  const properties = askedProperties(design, ids);
  const { scopes } = askedScopes(scope, callers);
  return new RunArbitrary(twinSubject(design, properties), randomScope(scopes, 'exact')).map(
    (execution) => new DrawnRun(design, properties, execution),
  );
}
