import type { Property } from '../property.ts';
import { formatRange } from '../range.ts';

/** Calls that have deferred a range and have not responded: they may yet arm the work. */
type Deferring = readonly number[];

export const wrk1: Property<Deferring> = {
  id: 'WRK-1',
  sentence: 'Something deferred implies that the work is pending, running, or about to be armed.',
  witness: 'something was deferred when a call responded or the work came to rest',
  source: 'a deferred range that no work will look at is lost',
  reads: ['deferred', 'erased', 'stored', 'invoked', 'responded', 'work'],
  timed: false,
  appliesTo: (traits) => traits.retriesByWork,
  initial: [],
  next(deferring, fact, ledger, ruling) {
    let now = deferring;
    if (fact.kind === 'deferred' && fact.call !== null && !deferring.includes(fact.call)) {
      now = [...deferring, fact.call];
    }
    if (fact.kind === 'responded') now = deferring.filter((call) => call !== fact.call);
    const settled = fact.kind === 'responded' || (fact.kind === 'work' && fact.state === 'idle');
    const first = ledger.deferred[0];
    if (!settled || first === undefined || ledger.tornDown || now.length > 0) return now;
    ruling.witness();
    if (ledger.work === 'idle') {
      ruling.broken(
        `${formatRange(first)} is deferred, but no work is pending or running to erase it ` +
          'and no call is about to arm one',
      );
    }
    return now;
  },
};
