/**
 * The name of a memory request: "CALL N" or "work N", with N from 0 over all passes of the work.
 */
export type RequestName = string;

/** The name of request number `count` (from 0) of the call; null: of the work. */
export function requestName(call: number | null, count: number): RequestName {
  return `${call ?? 'work'} ${count}`;
}

/** The requests that a run refuses, fixed before it begins. */
export type RefusalPlan = ReadonlySet<RequestName>;

/**
 * Tries every plan of at most `refusals` requests that some run can meet, each once. The first plan
 * refuses nothing. Each further plan refuses one more request, one that was granted under an
 * earlier plan.
 * @param tryOut explores the runs of a plan; returns the requests granted in any of them
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
