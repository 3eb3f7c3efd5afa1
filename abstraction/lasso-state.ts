import type { Register } from './register.ts';

/** Pools of the call book (granted), and of the ledger for the availability law alone. */
const WITHOUT_CONSEQUENCE: ReadonlySet<string> = new Set(['granted', 'grants', 'histories']);

/**
 * Left out of a state, in a search for what can wait for ever: what each call was granted, and what
 * allocations in progress have seen and were granted.
 *
 * Why that is sound: that search judges no refusal and no visit, and the laws about these alone
 * read what allocations have seen and were granted: the ledger enters it, and decides nothing else
 * by it. In that search, a
 * call that frees names the page of a call whose grant the ledger holds as owned; grants are of one
 * page. What is owned is part of the state, with its call, so the grants of those calls follow from
 * it. No call names another grant. How many calls were made decides how new calls are named, and
 * names are compared only for equality (`names-in-order.ts`). Where traffic ends it also decides
 * whether calls go on. There one CPU makes all calls, and the search adds their number to the
 * state.
 */
export function observeForLasso(registers: readonly Register[]): readonly unknown[] {
  return registers
    .filter(({ pool }) => !WITHOUT_CONSEQUENCE.has(pool))
    .map((register) => register.observe());
}
