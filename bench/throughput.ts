import { designNames, twinSubject } from '../impl/twin/twin-subject.ts';
import * as fc from 'fast-check';
import type { Execution } from '../explore/world/execution.ts';
import { replay } from '../explore/world/replay.ts';
import { RunArbitrary } from '../explore/engines/random/run-arbitrary.ts';
import type { Scope } from '../explore/run/scope.ts';
import { allProperties } from '../model/properties/all.ts';
import { nameOf, randomScopes, type BenchSubject, subjects } from './subjects.ts';

const RUNS = 4000;
/** The number of rounds that warm the compiler up before the measured one. */
const WARM_UP_ROUNDS = 2;
/** The number of runs of each subject that are replayed, to see that each action was enabled. */
const REPLAYED = 200;

/**
 * Prints the actions per second of CPU with every judge on, the share of them that were enabled,
 * and how often witnesses occurred.
 */
export function benchThroughput(): void {
  console.log('                  actions/s of CPU  actions a run  enabled when replayed');
  const rates: string[] = [];
  for (const subject of subjects) {
    const scopes = randomScopes(subject);
    let actions = 0;
    const count = (run: Execution): void => {
      actions += run.actions.length;
    };
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) walk(subject, scopes, round, count);
    actions = 0;
    const begin = process.cpuUsage();
    walk(subject, scopes, WARM_UP_ROUNDS, count);
    const { user, system } = process.cpuUsage(begin);
    const seconds = (user + system) / 1e6;
    const runs: Execution[] = [];
    walk(subject, scopes, WARM_UP_ROUNDS, (run) => {
      runs.push(run);
    });
    const rate = (actions / seconds).toFixed(0).padStart(9);
    const length = (actions / RUNS).toFixed(0).padStart(15);
    console.log(
      `${nameOf(subject).padEnd(25)}${rate}${length}${share(subject, runs).padStart(23)}`,
    );
    rates.push(...witnessRates(subject, runs));
  }
  console.log('\nruns in which the situation of a property occurred, at the default settings');
  for (const line of rates) console.log(line);
}

function walk(
  subject: BenchSubject,
  scopes: readonly Scope[],
  seed: number,
  see: (run: Execution) => void,
): void {
  for (const scope of scopes) {
    const arbitrary = new RunArbitrary(twinSubject(subject.design, allProperties), scope);
    fc.assert(fc.property(arbitrary, see), { numRuns: RUNS / scopes.length, seed });
  }
}

/** The share of actions that a strict replay finds enabled. */
function share(subject: BenchSubject, runs: readonly Execution[]): string {
  let generated = 0;
  let followed = 0;
  for (const { scope, actions, breaches } of runs.slice(0, REPLAYED)) {
    const signature = breaches[0]?.signature;
    const expect = signature === undefined ? null : { property: '', signature };
    const run = { ...designNames(subject.design), scope, expect, note: null, actions };
    const replayed = replay(twinSubject(subject.design, allProperties), run);
    generated += actions.length;
    followed += replayed.kind === 'as expected' ? actions.length : 0;
    if (replayed.kind === 'not followed') followed += replayed.action - 1;
  }
  return `${((100 * followed) / generated).toFixed(2)} %`;
}

function witnessRates(subject: BenchSubject, runs: readonly Execution[]): readonly string[] {
  const cells: string[] = [];
  const timed = runs.filter((run) => run.scope.timers === 'exact');
  const properties = allProperties.filter((one) => one.appliesTo(subject.design.traits));
  properties.forEach((property, at) => {
    // Timed properties are not judged if timers fire at any moment.
    const judged = property.timed ? timed : runs;
    const untimedAt = properties.slice(0, at).filter((other) => !other.timed).length;
    const witnessed = judged.filter((run) => {
      const index = run.scope.timers === 'exact' ? at : untimedAt;
      return (run.witnesses[index] ?? 0) > 0;
    });
    cells.push(`${property.id} ${((100 * witnessed.length) / judged.length).toFixed(1)}%`);
  });
  return [`${nameOf(subject)}:`, ...wrap(cells)];
}

function wrap(cells: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < cells.length; at += 7)
    lines.push(`  ${cells.slice(at, at + 7).join('  ')}`);
  return lines;
}
