import { twinSubject } from '../../impl/twin/twin-subject.ts';
import * as fc from 'fast-check';
import type { Execution } from '../../explore/world/execution.ts';
import { judgedIn } from '../../explore/world/judged-in.ts';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { NO_CACHES } from '../../explore/run/scope-caches.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { Design } from '../../impl/designs/design.ts';
import type { Breach } from '../../model/judges.ts';
import { knownProperties } from '../../model/properties/all.ts';

/** A small scope with every kind of context. */
export const SCOPE: Scope = {
  cpus: 2,
  irqs: 1,
  calls: 8,
  pages: 8,
  fillers: 0,
  requests: 'aligned',
  ...NO_CACHES,
  refusals: 3,
  callers: 'well-behaved',
  reserve: false,
  teardown: true,
  memory: 'adversarial',
  timers: 'any',
};

/** It makes the random runs repeatable. */
const SEED = 20260620;
const RUNS_A_BATCH = 100;
const MAX_BATCHES = 30;
const BATCHES_THAT_HOLD = 5;

/** Batch number `batch` of random runs of the design, in `SCOPE` with the change. */
function runsOf(design: Design, change: Partial<Scope>, batch: number): readonly Execution[] {
  const arbitrary = new RunArbitrary(twinSubject(design, knownProperties), { ...SCOPE, ...change });
  return fc.sample(arbitrary, { seed: SEED + batch, numRuns: RUNS_A_BATCH });
}

/** The first breach of that signature; null: 3,000 random runs have none. */
export function firstBreach(
  signature: string,
  design: Design,
  change: Partial<Scope> = {},
): Breach | null {
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    for (const { breaches } of runsOf(design, change, batch)) {
      const found = breaches.find((breach) => breach.signature === signature);
      if (found !== undefined) return found;
    }
  }
  return null;
}

/** What 500 random runs show of one property. */
export interface Said {
  readonly signatures: readonly string[];
  readonly witnesses: number;
}

/** Every signature of the property in 500 random runs, and the number of its witnesses. */
export function saidOf(id: string, design: Design, change: Partial<Scope> = {}): Said {
  const subject = twinSubject(design, knownProperties);
  const judged = judgedIn(subject, { ...SCOPE, ...change });
  const at = judged.properties.findIndex((property) => property.id === id);
  const signatures = new Set<string>();
  let witnesses = 0;
  for (let batch = 0; batch < BATCHES_THAT_HOLD; batch += 1) {
    for (const run of runsOf(design, change, batch)) {
      witnesses += run.witnesses[at] ?? 0;
      for (const breach of run.breaches) {
        if (breach.property === id) signatures.add(breach.signature);
      }
    }
  }
  return { signatures: [...signatures], witnesses };
}
