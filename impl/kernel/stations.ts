import type { Request } from '../../model/call.ts';
import { keyWithoutOrigin, withoutOrigin } from '../../abstraction/page-origin.ts';
import { BrokenRule } from './broken-rule.ts';
import type { Coroutine, Effect } from './effect.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import type { Outcome, Routine, Routines } from './routine.ts';
import { Strand } from './strand.ts';

/** All that is known of the coroutine of one request. */
interface Program {
  readonly request: Request | null;
  readonly coroutine: () => Coroutine<Outcome>;
  /** By the coroutine's next step, outcome and knowledge. */
  readonly stations: Map<string, Station>;
}

/**
 * A place at which a coroutine can stand, with all that it knows there. Immutable to its users, so
 * that a search can come back to it. The station after each value is found once, by running a fresh
 * coroutine up to here, and then remembered. Its step can be taken any number of times, since only
 * steps touch shared state, and no step touches the coroutine's own state.
 */
class Station implements Routine {
  readonly request: Request | null;
  readonly next: Effect | null;
  readonly outcome: Outcome | null;
  readonly known: readonly unknown[];
  readonly #program: Program;
  /** The values that bring a coroutine from its beginning to this station. */
  readonly #sent: readonly unknown[];
  readonly #after = new Map<unknown, Station>();
  /** The last value and the station after it, as a fast path: most steps return nothing. */
  #lastValue: unknown;
  #last: Station | null = null;

  constructor(program: Program, strand: Strand, sent: readonly unknown[]) {
    this.request = program.request;
    this.next = strand.next;
    this.outcome = strand.outcome;
    this.known = strand.known.slice();
    this.#program = program;
    this.#sent = sent;
  }

  after(value: unknown): Station {
    if (value === this.#lastValue && this.#last !== null) return this.#last;
    const key = typeof value === 'object' && value !== null ? keyOf(value) : value;
    let station = this.#after.get(key);
    if (station === undefined) this.#after.set(key, (station = this.#findOut(value)));
    this.#lastValue = value;
    this.#last = station;
    return station;
  }

  #findOut(value: unknown): Station {
    const { request, coroutine } = this.#program;
    const strand = new Strand(request, coroutine());
    for (const earlier of this.#sent) strand.after(earlier);
    if (strand.next?.at !== this.next?.at) {
      throw new BrokenRule(
        'a coroutine took another step although its steps returned the same values: ' +
          `"${strand.next?.at}", not "${this.next?.at}"; it must depend on nothing but what its ` +
          'steps return',
      );
    }
    strand.after(value);
    return stationOf(this.#program, strand, [...this.#sent, value]);
  }
}

/** The station of a strand. Strands at the same place that know the same share one station. */
function stationOf(program: Program, strand: Strand, sent: readonly unknown[]): Station {
  const key = keyOf([strand.next?.at, strand.outcome, strand.known]);
  let station = program.stations.get(key);
  if (station === undefined) {
    program.stations.set(key, (station = new Station(program, strand, sent)));
  }
  return station;
}

/** Remembers the stations of every coroutine, for a search that comes back to states. */
export class Stations implements Routines {
  /** Where the coroutine of each request begins. */
  readonly #first = new Map<string, Station>();

  begin(request: Request | null, coroutine: () => Coroutine<Outcome>): Routine {
    const key = keyWithoutOrigin(request);
    let first = this.#first.get(key);
    if (first === undefined) {
      const asked = withoutOrigin(request);
      const program: Program = { request: asked, coroutine, stations: new Map() };
      first = stationOf(program, new Strand(asked, coroutine()), []);
      this.#first.set(key, first);
    }
    return first;
  }
}
