/** How a case ended. `inconclusive`: neither shown to hold nor to be broken; never a pass. */
export type GateOutcome = 'passed' | 'failed' | 'inconclusive' | 'skipped';

/**
 * One line of a gate's report, whatever its format. Names are stable: no seed, count or scope is in
 * them, so that the same case of another day is found by its name.
 */
export interface GateCase {
  /** What is checked: "llist (flat-10ms), well-behaved callers". */
  readonly suite: string;
  /** What of it: "AVL-1". */
  readonly name: string;
  readonly outcome: GateOutcome;
  /** Why, in any number of lines; of `skipped` and `inconclusive` the reason. May be empty. */
  readonly text: string;
}

/** Cases by suite; suites and cases in the order in which they come. */
export function bySuite(cases: readonly GateCase[]): ReadonlyMap<string, readonly GateCase[]> {
  const suites = new Map<string, GateCase[]>();
  for (const one of cases) {
    const others = suites.get(one.suite);
    if (others === undefined) suites.set(one.suite, [one]);
    else others.push(one);
  }
  return suites;
}
