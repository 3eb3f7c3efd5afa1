import type { TaskProgress } from './budget.ts';
import type { Mates, Standing } from './mates.ts';
import { unpackCost } from './packed-cost.ts';
import { PriorityQueue } from '../tables/priority-queue.ts';

/** States that cost the same, in the order in which they are visited. */
export interface Level {
  readonly states: readonly number[];
  /** For each, how many states all threads visit before it; null: there is one thread. */
  readonly visits: Float64Array | null;
}

/** What one thread tells the others besides what waits in it. */
export type Counts = Pick<Standing, 'states' | 'transitions' | 'bytes' | 'stops'>;

/**
 * The states that wait to be visited, the cheapest first, and those that cost the same in the order
 * of their keys. With mates, all threads are at the same level.
 */
export class Frontier {
  readonly #queue = new PriorityQueue<number>();
  readonly #mates: Mates | null;
  readonly #keyOf: (state: number) => number | null;
  /** How many states of the levels so far all threads have visited. */
  #visits = 0;
  #all: readonly Standing[] = [];
  #least = 0;

  /**
   * @param keyOf the key by which a state was reached that waits; null: it waits no more. Only
   *   asked for with mates: alone, states are reached in the order of their keys.
   */
  constructor(mates: Mates | null, keyOf: (state: number) => number | null) {
    this.#mates = mates;
    this.#keyOf = keyOf;
  }

  get size(): number {
    return this.#queue.size;
  }

  push(priority: number, state: number): void {
    this.#queue.push(priority, state);
  }

  /** The states to be visited next; null: there are none, or some thread asks to stop. */
  next(counts: Counts): Level | null {
    if (this.#mates === null) {
      return this.size === 0 ? null : { states: this.#queue.take(), visits: null };
    }
    const keyed = this.#queue.peek().map((state) => [state, this.#keyOf(state)] as const);
    const waiting = keyed.filter((one): one is [number, number] => one[1] !== null);
    waiting.sort(([, a], [, b]) => a - b);
    const keys = Float64Array.from(waiting, ([, key]) => key);
    const { least } = this.#queue;
    this.#all = this.#mates.agree({ ...counts, least, keys, frontier: this.size });
    this.#least = Math.min(...this.#all.map((seat) => seat.least));
    if (this.#least === Infinity || this.#all.some(({ stops }) => stops)) return null;
    const now = this.#all.filter((seat) => seat.least === this.#least).map((seat) => seat.keys);
    const before = this.#visits;
    for (const { length } of now) this.#visits += length;
    if (least !== this.#least) return { states: [], visits: null };
    this.#queue.take();
    return { states: waiting.map(([state]) => state), visits: ranks(keys, now, before) };
  }

  /** How far all threads were together when they last agreed on a level. */
  get progress(): TaskProgress & { readonly bytes: number } {
    const sum = (of: 'states' | 'transitions' | 'frontier' | 'bytes'): number =>
      this.#all.reduce((total, seat) => total + seat[of], 0);
    return {
      states: sum('states'),
      transitions: sum('transitions'),
      executions: 0,
      depth: unpackCost(this.#least).steps,
      frontier: sum('frontier'),
      bytes: sum('bytes'),
    };
  }
}

/** For each key, `first` and the number of keys of all rows that are lower. Rows are ascending. */
function ranks(keys: Float64Array, rows: readonly Float64Array[], first: number): Float64Array {
  const found = new Float64Array(keys.length).fill(first);
  for (const row of rows) {
    let lower = 0;
    for (const [at, key] of keys.entries()) {
      while (lower < row.length && (row[lower] as number) < key) lower += 1;
      found[at] = (found[at] as number) + lower;
    }
  }
  return found;
}
