import type { Request } from '../../model/call.ts';
import { withoutOrigin } from '../../abstraction/page-origin.ts';
import type { Coroutine, Effect } from './effect.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import type { Outcome, Routine, Routines } from './routine.ts';
import { Strand } from './strand.ts';

/** All that is known of one request's coroutine. */
interface Program {
  readonly request: Request | null;
  readonly coroutine: () => Coroutine<Outcome>;
  /** By where it stands and what it knows. */
  readonly stations: Map<string, Station>;
}

/**
 * A place that a coroutine can stand at, with all that it knows there: immutable, so that a search
 * can come back to it. Where it goes with a value is found out once, by running a fresh coroutine
 * up to there, and remembered; its step is taken as often as it is asked for, since only steps
 * touch shared state and no step touches the coroutine's own.
 */
class Station implements Routine {
  readonly request: Request | null;
  readonly next: Effect | null;
  readonly outcome: Outcome | null;
  readonly known: readonly unknown[];
  readonly #program: Program;
  /** What a coroutine is sent from its beginning to stand here. */
  readonly #sent: readonly unknown[];
  readonly #after = new Map<unknown, Station>();
  /** What was sent last, and where that goes: most steps return nothing. */
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
      throw new Error(
        `a coroutine that is told the same goes another way: to "${strand.next?.at}", not to ` +
          `"${this.next?.at}"; it must depend on nothing but what its steps return`,
      );
    }
    strand.after(value);
    return stationOf(this.#program, strand, [...this.#sent, value]);
  }
}

/** Two strands that stand at one place and know the same are at one station. */
function stationOf(program: Program, strand: Strand, sent: readonly unknown[]): Station {
  const key = keyOf([strand.next?.at, strand.outcome, strand.known]);
  let station = program.stations.get(key);
  if (station === undefined) {
    program.stations.set(key, (station = new Station(program, strand, sent)));
  }
  return station;
}

/** Remembers every coroutine's stations: for a search that comes back to states. */
export class Stations implements Routines {
  readonly #programs = new Map<string, Program>();

  begin(request: Request | null, coroutine: () => Coroutine<Outcome>): Routine {
    const asked = withoutOrigin(request);
    const key = keyOf(asked);
    let program = this.#programs.get(key);
    if (program === undefined) {
      program = { request: asked, coroutine, stations: new Map() };
      this.#programs.set(key, program);
    }
    return stationOf(program, new Strand(asked, coroutine()), []);
  }
}
