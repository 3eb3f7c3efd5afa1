import type { Fact } from '../fact.ts';
import type { Property } from '../property.ts';
import { formatRange } from '../range.ts';

/** Who did what, by the fact since which nobody will erase what is deferred. */
function whatBy(actor: string, fact: Fact): string {
  switch (fact.kind) {
    case 'deferred':
      return `${actor} deferred a range`;
    case 'work':
      return actor === 'the work' ? 'the work ended' : `${actor} stopped the work`;
    default:
      return `${actor} returned`;
  }
}

/**
 * Judged only when no call is in progress: a call may be about to arm the work, or may have taken
 * over the deferred ranges to erase them itself.
 */
export const wrk1: Property<string | undefined> = {
  id: 'WRK-1',
  sentence: 'Something deferred implies that the work is pending, running, or about to be armed.',
  witness: 'something was deferred when the last call responded or the work came to rest',
  source: 'a deferred range that no work will look at is lost',
  reads: ['deferred', 'erased', 'stored', 'invoked', 'responded', 'work'],
  hears: ['responded', 'work', 'deferred'],
  timed: false,
  appliesTo: (traits) => traits.retriesByWork,
  initial: undefined,
  // Who did what since which something is deferred and the work is idle; undefined: it is not so.
  next(since, fact, ledger, ruling) {
    const first = ledger.deferred[0];
    const isBad = first !== undefined && ledger.work === 'idle' && !ledger.tornDown;
    const state = isBad ? (since ?? whatBy(ruling.actor(), fact)) : undefined;
    const settled = fact.kind === 'responded' || (fact.kind === 'work' && fact.state === 'idle');
    if (!settled || first === undefined || ledger.tornDown || ledger.open.length > 0) return state;
    ruling.witness();
    if (state !== undefined) {
      ruling.broken(
        `${formatRange(first)} is deferred, but no work is pending or running to erase it ` +
          'and no call is in progress that could arm one',
        `no work is armed <- ${state}`,
      );
    }
    return state;
  },
};
