import { twinSubject } from '../impl/twin/twin-subject.ts';
import * as fc from 'fast-check';
import { RunArbitrary } from '../explore/engines/random/run-arbitrary.ts';
import { allProperties } from '../model/properties/all.ts';
import { nameOf, randomScopes, type BenchSubject, subjects } from './subjects.ts';

const SEEDS = 20;
const RUNS_MAX = 4000;

/** When a signature was first seen under one seed. */
interface Hit {
  readonly run: number;
  readonly seconds: number;
}

/** Prints the runs and seconds until each signature is first seen: the median over seeds. */
export function benchFirstHits(): void {
  console.log(`median over ${SEEDS} seeds of at most ${RUNS_MAX} runs; "-": not seen in most`);
  console.log('   runs  seconds  seen  signature');
  for (const subject of subjects) {
    console.log(nameOf(subject));
    const hits = new Map<string, Hit[]>();
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      for (const [signature, hit] of firstHits(subject, seed)) {
        hits.set(signature, [...(hits.get(signature) ?? []), hit]);
      }
    }
    for (const [signature, found] of [...hits].toSorted((a, b) => (a[0] < b[0] ? -1 : 1))) {
      const runs = median(found.map(({ run }) => run))?.toFixed(0) ?? '-';
      const seconds = median(found.map((hit) => hit.seconds))?.toFixed(3) ?? '-';
      const seen = `${found.length}/${SEEDS}`;
      console.log(`${runs.padStart(7)}${seconds.padStart(9)}${seen.padStart(6)}  ${signature}`);
    }
  }
}

function firstHits(subject: BenchSubject, seed: number): ReadonlyMap<string, Hit> {
  const hits = new Map<string, Hit>();
  const begin = process.hrtime.bigint();
  let run = 0;
  // The scopes take turns, as in a check.
  const [exact, any] = randomScopes(subject).map(
    (scope) => new RunArbitrary(twinSubject(subject.design, allProperties), scope),
  );
  if (exact === undefined || any === undefined) return hits;
  for (let turn = 0; turn < 8; turn += 1) {
    const property = fc.property(turn % 2 === 0 ? exact : any, ({ breaches }) => {
      run += 1;
      for (const { signature } of breaches) {
        if (hits.has(signature)) continue;
        hits.set(signature, { run, seconds: Number(process.hrtime.bigint() - begin) / 1e9 });
      }
    });
    fc.assert(property, { numRuns: RUNS_MAX / 8, seed: seed * 1000 + turn });
  }
  return hits;
}

/**
 * The median over all seeds. A seed under which the signature was not seen counts as later than any
 * other.
 */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(SEEDS / 2) - 1] ?? null;
}
