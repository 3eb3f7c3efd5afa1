import type { Fact } from '../fact.ts';
import type { Ledger } from '../ledger.ts';
import type { Property, Ruling, Traits } from '../property.ts';
import { formatRange, overlaps, type Range } from '../range.ts';
import { firstUncovered, type RangeSet, subtract } from '../range-set.ts';
import { hasRole } from '../role.ts';
import { describeRequest, hadNoRoom, refusalOf, WITNESS } from './availability.ts';
import { knownBound } from './known-bound.ts';

/** A range that waits for its erase. */
interface Waiting {
  readonly range: Range;
  /** The call that deferred it, until that responds. */
  readonly by: number | null;
  /**
   * Time since memory last failed or, if later, since that call responded; counted up to one more
   * than the bound.
   */
  readonly ageJiffies: number;
}

/** An allocation in progress. */
interface Asking {
  readonly call: number;
  /** Pages that were overdue when it was invoked, and that no call has been granted since. */
  readonly overdue: RangeSet;
}

interface Delays {
  readonly waiting: readonly Waiting[];
  /** The allocations in progress for which something was overdue at their invocation. */
  readonly asking: readonly Asking[];
}

function isEmpty({ waiting, asking }: Delays): boolean {
  return waiting.length + asking.length === 0;
}

/** The list without the pages of `range`. */
function without(waiting: readonly Waiting[], range: Range): readonly Waiting[] {
  if (!waiting.some((entry) => overlaps(entry.range, range))) return waiting;
  return waiting.flatMap((entry) =>
    subtract([entry.range], range).map((rest) => ({
      range: rest,
      by: entry.by,
      ageJiffies: entry.ageJiffies,
    })),
  );
}

function deferred(state: Delays, range: Range, by: number | null): Delays {
  const known = state.waiting.map((entry) => entry.range);
  // The work has only listed again what it could not erase.
  if (by === null && firstUncovered(known, range) === null) return state;
  const waiting = [...without(state.waiting, range), { range, by, ageJiffies: 0 }];
  waiting.sort((a, b) => a.range.lo - b.range.lo);
  return { waiting, asking: state.asking };
}

function overdue(waiting: readonly Waiting[], traits: Traits): RangeSet {
  const bound = knownBound(traits);
  return waiting.flatMap(({ range, ageJiffies }) => (ageJiffies > bound ? [range] : []));
}

function stored(state: Delays, range: Range): Delays {
  if (isEmpty(state)) return state;
  const asking = state.asking.map(({ call, overdue: late }) => ({
    call,
    overdue: subtract(late, range),
  }));
  return { waiting: without(state.waiting, range), asking };
}

function aged(state: Delays, byJiffies: number, most: number): Delays {
  const waiting = state.waiting.map((entry) =>
    entry.by === null
      ? { range: entry.range, by: null, ageJiffies: Math.min(entry.ageJiffies + byJiffies, most) }
      : entry,
  );
  return { waiting, asking: state.asking };
}

function memoryFailed(state: Delays): Delays {
  if (state.waiting.every(({ ageJiffies }) => ageJiffies === 0)) return state;
  const waiting = state.waiting.map(({ range, by }) => ({ range, by, ageJiffies: 0 }));
  return { waiting, asking: state.asking };
}

function responded(state: Delays, call: number): Delays {
  if (isEmpty(state)) return state;
  const waiting = state.waiting.map((entry) =>
    entry.by === call ? { range: entry.range, by: null, ageJiffies: entry.ageJiffies } : entry,
  );
  return { waiting, asking: state.asking.filter((one) => one.call !== call) };
}

/** The availability law. Deferred pages are busy, except those overdue at the invocation. */
function judge(
  state: Delays,
  fact: Extract<Fact, { kind: 'responded' }>,
  ledger: Ledger,
  ruling: Ruling,
  traits: Traits,
): void {
  const history = ledger.closed;
  if (!fact.refused || history === null || history.scarce) return;
  ruling.witness();
  const asking = state.asking.find((one) => one.call === fact.call);
  const late = history.kept.reduce(subtract, asking?.overdue ?? []);
  if (hadNoRoom(history, traits, ledger, (all) => late.reduce<RangeSet>(subtract, all))) return;
  const since =
    `: ${late.map(formatRange).join(' ')} had been freed, and memory there for more than ` +
    `${knownBound(traits)} ms`;
  ruling.refused(
    `no memory it needed was short and ${describeRequest(history)} fitted at every moment of the ` +
      `call, yet it was refused${late.length === 0 ? '' : since}`,
    refusalOf(history, traits, ledger, fact.because),
  );
}

/**
 * The invocation of an allocation decides which ranges are overdue: a range that becomes overdue
 * later still excuses the refusal. So does what `History.kept` and `History.scarce` say.
 */
export const avl3: Property<Delays> = {
  id: 'AVL-3',
  sentence: "Freed space can be allocated once memory is back for as long as the design's bound.",
  witness: WITNESS,
  source: 'Raj, 20 June 2026: the space runs out, and DMA maps begin to fail',
  reads: [
    'invoked',
    'responded',
    'memory',
    'pressure',
    'stored',
    'erased',
    'kept',
    'deferred',
    'cached',
    'uncached',
    'work',
    'time',
  ],
  hears: ['invoked', 'responded', 'memory', 'pressure', 'stored', 'erased', 'deferred', 'time'],
  timed: true,
  refusals: true,
  appliesTo: (traits) => traits.defers && traits.recoveryJiffies !== null,
  initial: { waiting: [], asking: [] },
  next(state, fact, ledger, ruling, traits) {
    if (ledger.tornDown) return state;
    switch (fact.kind) {
      case 'deferred':
        return deferred(state, fact.range, fact.call);
      case 'erased':
        if (state.waiting.length === 0) return state;
        return { waiting: without(state.waiting, fact.range), asking: state.asking };
      case 'stored':
        return stored(state, fact.range);
      case 'pressure':
        return memoryFailed(state);
      case 'memory':
        return fact.granted ? state : memoryFailed(state);
      case 'time':
        if (state.waiting.length === 0) return state;
        // Ages also grow under pressure: it excuses every refusal, and its end resets all ages.
        return aged(state, fact.byJiffies, knownBound(traits) + 1);
      case 'invoked': {
        const late = hasRole(fact.what, 'takes') ? overdue(state.waiting, traits) : [];
        if (late.length === 0) return state;
        return {
          waiting: state.waiting,
          asking: [...state.asking, { call: fact.call, overdue: late }],
        };
      }
      case 'responded':
        judge(state, fact, ledger, ruling, traits);
        return responded(state, fact.call);
      default:
        return state;
    }
  },
};
