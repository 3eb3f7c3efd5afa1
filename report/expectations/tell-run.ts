import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import { namesOf, type Run } from '../../explore/run/run.ts';
import type { Execution } from '../../explore/world/execution.ts';
import { replay, type ReplayStep } from '../../explore/world/replay.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { formatCounterexample } from '../counterexample/counterexample.ts';
import { ExpectationFailed } from './expectation-failed.ts';

const IN_NO_FILE =
  'To keep it: export the design from a file, and call npx iova-check check FILE --out DIR.';

/**
 * A run of the design as text, as `iova-check check` prints it.
 * @param expect what the run breaks; null: nothing
 * @param found what a check knows of the run; null: nothing
 * @throws ExpectationFailed if the run, replayed, does not happen again in the same way
 */
export function tellRun(
  design: Design,
  properties: readonly Property[],
  { scope, actions }: Pick<Execution, 'scope' | 'actions'>,
  expect: Run['expect'],
  found: Counterexample | null,
): string {
  const subject = twinSubject(design, properties);
  const run: Run = { ...namesOf(subject), scope, expect, note: null, actions };
  const steps: ReplayStep[] = [];
  const { kind } = replay(subject, run, (step) => steps.push(step));
  if (kind !== 'as expected') throw new ExpectationFailed(unrepeatable(design, kind), false);
  const example = { run, steps, properties, fileName: null, found };
  return formatCounterexample(example, { colour: false, inNoFile: IN_NO_FILE });
}

/** What to say of a run that ended as `kind` when it was replayed. */
export function unrepeatable({ name }: Design, kind: string): string {
  return (
    `${name}: a run, replayed: ${kind}; steps may depend on nothing but the domain and their ` +
    'arguments ("Rules for steps" in docs/variations.md)'
  );
}
