/** How a case ended. `inconclusive`: neither shown to hold nor to be broken; never a pass. */
export type GateOutcome = 'passed' | 'failed' | 'inconclusive' | 'skipped';

/**
 * One test case of a report, whatever its format. Names are stable: they have no seed, count or
 * scope in them, so that a case is found by its name in the report of another day.
 */
export interface GateCase {
  /** What is checked: "llist (flat-10ms), well-behaved callers". */
  readonly suite: string;
  /** What of it: "AVL-1". */
  readonly name: string;
  readonly outcome: GateOutcome;
  /** Why, in any number of lines, or the reason why it is skipped or inconclusive. May be empty. */
  readonly text: string;
}

/** The cases of each suite; suites and cases keep their order. */
export function bySuite(cases: readonly GateCase[]): ReadonlyMap<string, readonly GateCase[]> {
  const suites = new Map<string, GateCase[]>();
  for (const one of cases) {
    const others = suites.get(one.suite);
    if (others === undefined) suites.set(one.suite, [one]);
    else others.push(one);
  }
  return suites;
}
