import type { Action } from '../../port/action.ts';
import type { Call } from '../../model/call.ts';
import { isTrim } from '../../model/context-id.ts';
import { callNames, CALLS } from '../../port/call-table.ts';
import type { Fact } from '../../model/fact.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { System } from '../../port/system.ts';

/*
 * A deed is what an action did, in a few words that name no step of the design: who acted, and what
 * happened to what. So a renamed step, or the same step in another function, is the same deed.
 */

/** The deed that led to the first state. */
export const INITIALLY = 'init_iova_domain()';

/** How each call is named as an actor. */
const CALLERS = Object.fromEntries(callNames.map((fn) => [fn, `${CALLS[fn].cName}()`])) as Readonly<
  Record<Call['fn'], string>
>;

/** Who takes the action: a function that callers know, the work, or what is no context. */
export function actorOf(system: System, action: Action): string {
  switch (action.do) {
    case 'start':
      return CALLERS[action.call.fn];
    case 'step': {
      if (action.on === 'worker') return 'the work';
      if (action.on === 'timer') return 'the timer';
      if (isTrim(action.on)) return 'the trim work';
      const fn = system.context(action.on)?.serves ?? null;
      return fn === null ? action.on : CALLERS[fn];
    }
    case 'pressure':
      return 'memory pressure';
    case 'advance':
      return 'time';
  }
}

/** What a fact says was done, and how much that says: of several, the one that says most counts. */
export interface Said {
  readonly what: string;
  readonly weight: number;
}

/** What is known of the last action, for the words of a deed. */
export interface Deed {
  readonly actor: string;
  /** The call that it began; null: none. */
  readonly begun: number | null;
  /** What counts of what its facts say; null: nothing. */
  readonly said: Said | null;
}

/** What the fact says; null: nothing that could be a cause. `ledger` has entered the fact. */
export function saidBy(fact: Fact, ledger: Ledger): Said | null {
  switch (fact.kind) {
    case 'erased': {
      const what = ledger.erasedDeferred ? 'erased a deferred range' : 'erased a range';
      return { what, weight: 6 };
    }
    case 'deferred':
      return { what: 'deferred a range', weight: 5 };
    case 'stored':
      return { what: 'stored a range', weight: 4 };
    case 'cached':
      return { what: 'put a range into a cache', weight: 4 };
    case 'uncached':
      return { what: 'took a range out of a cache', weight: 4 };
    case 'kept':
      return { what: 'was refused an erase', weight: 3 };
    case 'memory':
      return fact.granted ? null : { what: `was refused ${REQUEST[fact.need]}`, weight: 2 };
    case 'responded':
      return { what: fact.refused ? 'failed' : 'returned', weight: 1 };
    case 'invoked':
      return { what: 'began', weight: 1 };
    default:
      return null;
  }
}

const REQUEST = {
  object: 'a range object',
  store: 'a store',
  erase: 'an erase',
  magazine: 'a magazine',
  caches: 'memory for its caches',
} as const;

/** The deed, in words. `written`: the shared state that the action changed. */
export function wordDeed(actor: string, said: Said | null, written: readonly string[]): string {
  if (said !== null && said.weight > 1) return `${actor} ${said.what}`;
  if (written.length > 0) return `${actor} wrote ${written.join(' and ')}`;
  return `${actor} ${said?.what ?? 'went on'}`;
}
