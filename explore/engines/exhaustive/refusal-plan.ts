/** A memory request by name: the n-th, from 0, of a call, or of the work over all its runs. */
export type RequestName = string;

/** The request number `count` that was made for the call; null: by the work. */
export function requestName(call: number | null, count: number): RequestName {
  return `${call ?? 'work'} ${count}`;
}

/** Which requests a run refuses, fixed before it begins. */
export type RefusalPlan = ReadonlySet<RequestName>;

/**
 * All plans of at most `refusals` requests that any run can meet, each once: none refused first,
 * then those that refuse one more of the requests that were granted under an earlier plan.
 * `tryOut` does the runs of a plan and returns the requests granted in any of them.
 */
export function forEachPlan(
  refusals: number,
  tryOut: (plan: RefusalPlan) => ReadonlySet<RequestName>,
): void {
  const seen = new Set<string>(['']);
  let plans: readonly RefusalPlan[] = [new Set()];
  for (let size = 0; size <= refusals; size += 1) {
    const larger: RefusalPlan[] = [];
    for (const plan of plans) {
      for (const request of [...tryOut(plan)].toSorted()) {
        const next = [...plan, request].toSorted();
        if (seen.has(next.join())) continue;
        seen.add(next.join());
        larger.push(new Set(next));
      }
    }
    plans = larger;
  }
}
