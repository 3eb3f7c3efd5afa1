import {
  type ComparedProperty,
  type Comparison,
  type OneSided,
  type OpenQuestion,
  otherSide,
  type Side,
  SIDES,
  type Sides,
  undecidedAlike,
} from './comparison.ts';
import type { Counterpart } from './counterpart.ts';
import { formatScope, type Scope } from '../run/scope.ts';
import type { DesignResult, JudgedProperty, Verdict } from './verdict.ts';
import { sumOfEntries } from '../loading/count-entries.ts';
import type { Lockstep } from '../engines/lockstep/lockstep.ts';
import type { Counterexample } from '../minimal/counterexample.ts';

/** Tries a run of one side on the other side, `on`. */
export type Ask = (on: Side, found: Counterexample) => Promise<Counterpart>;

/**
 * Finds where two checks differ that were asked the same. Both have their results in the same order
 * of callers, and their verdicts in the same order of properties. A signature that only one check
 * found is first tried on the other design, because random runs find one thing or another by
 * chance.
 * @param lockstep what the same calls on both have shown; null: they were not made
 */
export async function compareResults(
  results: Sides<readonly DesignResult[]>,
  ask: Ask,
  lockstep: Lockstep | null = null,
): Promise<Comparison> {
  const properties: ComparedProperty[] = [];
  let shared = 0;
  for (const [at, a] of results.A.entries()) {
    const pair = { A: a, B: results.B[at] as DesignResult };
    // Sequential on purpose: one kind of callers after the other, all properties of each at once.
    // oxlint-disable-next-line no-await-in-loop
    const compared = await Promise.all(
      a.verdicts.map(async (judged, property) =>
        compareProperty({ A: judged, B: pair.B.verdicts[property] as JudgedProperty }, pair, ask),
      ),
    );
    for (const { property, shared: more } of compared) {
      properties.push(property);
      shared += more;
    }
  }
  const script = results.A[0]?.script ?? null;
  const exhausted = exhaustedByBoth(results);
  const open = openOf(results, properties, exhausted);
  const entries = {
    A: sumOfEntries(results.A.map((result) => result.entries)),
    B: sumOfEntries(results.B.map((result) => result.entries)),
  };
  return { properties, script, exhausted, shared, lockstep, entries, open };
}

async function compareProperty(
  judged: Sides<JudgedProperty>,
  results: Sides<DesignResult>,
  ask: Ask,
): Promise<{ readonly property: ComparedProperty; readonly shared: number }> {
  const only = { A: [] as OneSided[], B: [] as OneSided[] };
  const signatures = { A: classesOf(judged.A).length, B: classesOf(judged.B).length };
  let shared = 0;
  for (const side of SIDES) {
    const other = otherSide(side);
    const callsOf = new Map(
      classesOf(judged[other]).map(({ signature, execution }) => [signature, execution.cost.calls]),
    );
    const candidates = classesOf(judged[side]).filter(
      ({ signature }) => !callsOf.has(signature) || aloneIn(signature, results, side) !== null,
    );
    if (judged[other].verdict.kind === 'not-applicable') {
      const unasked = { elsewhere: null, other: null, ruledOut: 'not about it' } as const;
      only[side].push(...candidates.map((found) => ({ found, ...unasked })));
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop
    const tried = await Promise.all(candidates.map(async (found) => ask(other, found)));
    for (const [at, found] of candidates.entries()) {
      const counterpart = tried[at] as Counterpart;
      const calls = callsOf.get(found.signature);
      const notIn = aloneIn(found.signature, results, side);
      if (calls !== undefined && notIn !== null) {
        const elsewhere = { notIn, calls };
        only[side].push({ found, elsewhere, other: counterpart, ruledOut: 'in the scope' });
      } else if (!counterpart.shows) {
        const ruledOut = ruledOutBy(found, counterpart, results[other]);
        only[side].push({ found, elsewhere: null, other: counterpart, ruledOut });
      } else {
        shared += 1;
        signatures[other] += 1;
      }
    }
  }
  const kindOf = (side: Side): Verdict['kind'] =>
    signatures[side] > 0 ? 'violated' : judged[side].verdict.kind;
  const verdicts = { A: kindOf('A'), B: kindOf('B') };
  const { property } = judged.A;
  const { callers } = results.A;
  const bounds = { A: boundOf(judged.A), B: boundOf(judged.B) };
  return { property: { property, callers, verdicts, bounds, signatures, only }, shared };
}

function classesOf({ verdict }: JudgedProperty): readonly Counterexample[] {
  return verdict.kind === 'violated' ? verdict.counterexamples : [];
}

function boundOf({ verdict }: JudgedProperty): string | null {
  return verdict.kind === 'inconclusive' ? verdict.bound : null;
}

/** A scope that both sides exhausted and that shows the signature on this side only; null: none. */
function aloneIn(signature: string, results: Sides<DesignResult>, side: Side): Scope | null {
  const others = new Map(
    results[otherSide(side)].inScopes.map(({ scope, signatures }) => [
      formatScope(scope),
      signatures,
    ]),
  );
  const alone = results[side].inScopes.find(({ scope, signatures }) => {
    const there = others.get(formatScope(scope));
    return there !== undefined && signatures.includes(signature) && !there.includes(signature);
  });
  return alone?.scope ?? null;
}

function ruledOutBy(
  { proof }: Counterexample,
  { bound }: Counterpart,
  { coverage }: DesignResult,
): Exclude<OneSided['ruledOut'], 'not about it'> {
  // The search that found the run was made on the other side, too.
  if (proof?.among === 'all runs') {
    const scope = formatScope(proof.scope);
    if (coverage.exhausted.some((done) => formatScope(done) === scope)) return 'in the scope';
  }
  return bound === null ? 'for its calls' : null;
}

function exhaustedByBoth({ A, B }: Sides<readonly DesignResult[]>): Comparison['exhausted'] {
  const scopes = (results: readonly DesignResult[]): Comparison['exhausted'] =>
    results.flatMap(({ coverage }) => coverage.exhausted);
  const names = new Set(scopes(B).map(formatScope));
  return scopes(A).filter((scope) => names.has(formatScope(scope)));
}

/**
 * What is open: searches that were cut short, what is undecided on B only, and what chance may have
 * hidden from A.
 */
function openOf(
  results: Sides<readonly DesignResult[]>,
  properties: readonly ComparedProperty[],
  exhausted: Comparison['exhausted'],
): readonly OpenQuestion[] {
  const open: OpenQuestion[] = SIDES.flatMap((side) =>
    results[side].flatMap(({ callers, coverage: { cut } }) =>
      cut === null
        ? []
        : [{ callers, property: null, says: `${side}, ${callers} callers: ${cut}` }],
    ),
  );
  const alike = new Set(undecidedAlike({ properties, exhausted }));
  const cut = new Set(
    results.B.flatMap(({ callers, coverage }) => (coverage.cut === null ? [] : [callers])),
  );
  for (const compared of properties) {
    const { property, callers, bounds } = compared;
    if (bounds.B === null || cut.has(callers)) continue;
    const whose = alike.has(compared) ? 'A and B' : 'B';
    const says = `${whose}, ${callers} callers: ${property.id}: ${bounds.B}`;
    open.push({ callers, property, says });
  }
  for (const { property, callers, only } of properties) {
    for (const { found, ruledOut, other } of only.B) {
      if (ruledOut !== null) continue;
      const says =
        `${callers} callers: ${found.signature}: seen on B only, but A may show it, too ` +
        `(${other.bound})`;
      open.push({ callers, property, says });
    }
  }
  return open;
}
