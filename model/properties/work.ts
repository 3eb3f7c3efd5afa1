import type { Property } from '../property.ts';
import { formatRange } from '../range.ts';

/**
 * Judged whenever no call is in progress: a call in progress may be about to arm the work, or may
 * have taken the deferred ranges over to erase them itself.
 */
export const wrk1: Property<string | null> = {
  id: 'WRK-1',
  sentence: 'Something deferred implies that the work is pending, running, or about to be armed.',
  witness: 'something was deferred when the last call responded or the work came to rest',
  source: 'a deferred range that no work will look at is lost',
  reads: ['deferred', 'erased', 'stored', 'invoked', 'responded', 'work'],
  hears: ['responded', 'work', 'deferred'],
  timed: false,
  appliesTo: (traits) => traits.retriesByWork,
  initial: null,
  // The step since which it has been so: where something was deferred last, or the work came to rest.
  next(since, fact, ledger, ruling) {
    if (fact.kind === 'deferred') return fact.at;
    const rests = fact.kind === 'work' && fact.state === 'idle';
    const state = rests && ledger.deferred.length > 0 ? ruling.here() : since;
    const settled = fact.kind === 'responded' || rests;
    const first = ledger.deferred[0];
    if (!settled || first === undefined || ledger.tornDown || ledger.open.length > 0) return state;
    ruling.witness();
    if (ledger.work === 'idle') {
      ruling.broken(
        `${formatRange(first)} is deferred, but no work is pending or running to erase it ` +
          'and no call is in progress that could arm one',
        state ?? undefined,
      );
    }
    return state;
  },
};
