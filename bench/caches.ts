import * as fc from 'fast-check';
import { defaultScopes } from '../explore/checking/check-plan.ts';
import { cachedScope, fullScope, randomScope } from '../explore/engines/random/random-scopes.ts';
import { RunArbitrary } from '../explore/engines/random/run-arbitrary.ts';
import type { Scope } from '../explore/run/scope.ts';
import type { Design } from '../impl/designs/design.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import { twinSubject } from '../impl/twin/twin-subject.ts';
import { allProperties } from '../model/properties/all.ts';

/** The first round warms the compiler up and is not counted. */
const ROUNDS = 4;

interface Tally {
  actions: number;
  seconds: number;
}

/**
 * Prints the actions per second of CPU of random runs on the tree path, with small caches, and with
 * magazines as large as the kernel's, in turn, with every judge on.
 */
export function benchCaches(): void {
  const scopes = defaultScopes('well-behaved');
  const kinds: readonly (readonly [scope: Scope | null, runs: number])[] = [
    [randomScope(scopes, 'any'), 1000],
    [cachedScope(scopes), 500],
    [fullScope(scopes), 20],
  ];
  console.log('actions/s of CPU        tree     small caches      magazines of 127');
  for (const design of knownDesigns) {
    const tallies = kinds.map((): Tally => ({ actions: 0, seconds: 0 }));
    for (let round = 0; round < ROUNDS; round += 1) {
      kinds.forEach(([scope, runs], at) => {
        if (scope === null) return;
        const { actions, seconds } = walk(design, scope, runs, round);
        const tally = tallies[at] as Tally;
        if (round === 0) return;
        tally.actions += actions;
        tally.seconds += seconds;
      });
    }
    const rates = tallies.map(({ actions, seconds }) => actions / seconds);
    const [tree = 0] = rates;
    const cells = rates.map((rate) => `${rate.toFixed(0)} (${(rate / tree).toFixed(2)})`);
    console.log(`${design.name.padEnd(14)}${cells.map((cell) => cell.padStart(17)).join('')}`);
  }
}

function walk(design: Design, scope: Scope, runs: number, seed: number): Tally {
  let actions = 0;
  const begin = process.cpuUsage();
  const arbitrary = new RunArbitrary(twinSubject(design, allProperties), scope);
  const property = fc.property(arbitrary, (run) => {
    actions += run.actions.length;
  });
  fc.assert(property, { numRuns: runs, seed });
  const { user, system } = process.cpuUsage(begin);
  return { actions, seconds: (user + system) / 1e6 };
}
