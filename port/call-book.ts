import { assert } from '../model/assert.ts';
import type { ContextId } from '../model/context-id.ts';
import type { Range } from '../model/range.ts';
import { callerOf, callName, nthOf } from '../abstraction/names-by-maker.ts';
import { CALLERS_MAX, CALLS_PER_CALLER } from '../abstraction/number-line.ts';
import { NOTING, ReadWatch } from '../abstraction/reads.ts';
import type { RegisterBank } from '../abstraction/register.ts';

/**
 * The calls of a run and what each was granted, or reserved. Calls are numbered from 0 in the order
 * in which they begin. In a search they are numbered by caller instead (the n-th call of that
 * context), so that the order in which two CPUs begin calls makes no difference to anything.
 */
export class CallBook {
  /**
   * What the calls were granted; null: nothing yet. One list for each caller, or, if calls are not
   * numbered by caller, one for all.
   */
  readonly #lists: (Range | null)[][];
  /** By list: tells a search that it is read. */
  readonly #watches: readonly ReadWatch[];
  /** The contexts that make calls. */
  readonly callers: readonly ContextId[];
  readonly #byCaller: boolean;

  /** @throws AssertionFailure if there are not enough numbers for that many callers */
  constructor(callers: readonly ContextId[], byCaller: boolean) {
    assert(!byCaller || callers.length <= CALLERS_MAX, () => `${callers.length} contexts call`);
    this.callers = callers;
    this.#byCaller = byCaller;
    this.#lists = byCaller ? callers.map(() => []) : [[]];
    this.#watches = this.#lists.map(() => new ReadWatch());
  }

  /** Forgets all calls. */
  startOver(): void {
    for (const list of this.#lists.keys()) this.#lists[list] = [];
  }

  /** The number of the call that `on` would begin now. */
  next(on: ContextId): number {
    const list = this.#listFor(on);
    return this.#numberOf(list, this.#list(list).length);
  }

  /**
   * Begins a call, and returns its number.
   * @throws AssertionFailure if `on` makes no calls, or too many
   */
  begin(on: ContextId): number {
    const number = this.next(on);
    const list = this.#listFor(on);
    assert(list >= 0, () => `${on} makes no calls`);
    const begun = this.#list(list);
    if (!this.#byCaller) {
      // Outside searches no state is restored, and copies would make long runs quadratic.
      begun.push(null);
      return number;
    }
    assert(begun.length < CALLS_PER_CALLER, () => `${on} calls too often`);
    this.#lists[list] = [...begun, null];
    return number;
  }

  grant(number: number, range: Range): void {
    const list = this.#listOf(number);
    const begun = this.#list(list);
    assert(this.#placeOf(number) < begun.length, 'no call has that number');
    if (this.#byCaller) this.#lists[list] = begun.with(this.#placeOf(number), range);
    else begun[number] = range;
  }

  /** Forgets what the call was granted, since no call will name it again. */
  forget(number: number): void {
    const list = this.#listOf(number);
    this.#lists[list] = this.#list(list).with(this.#placeOf(number), null);
  }

  /** What the call was granted; null: nothing, or there is no such call. */
  grantOf(number: number): Range | null {
    return this.#list(this.#listOf(number))[this.#placeOf(number)] ?? null;
  }

  /** All calls that were granted something, in the order of their callers, then of beginning. */
  *granted(): Generator<readonly [number: number, range: Range], void, undefined> {
    for (let list = 0; list < this.#lists.length; list += 1) {
      const ranges = this.#list(list);
      for (const [place, range] of ranges.entries()) {
        if (range !== null) yield [this.#numberOf(list, place), range];
      }
    }
  }

  /** The number of calls that the context has begun. Only if calls are numbered by caller. */
  madeBy(on: ContextId): number {
    return this.#list(this.callers.indexOf(on)).length;
  }

  /** The number of calls begun so far. */
  get count(): number {
    return this.#lists.reduce((sum, _, list) => sum + this.#list(list).length, 0);
  }

  /** A list, which is read now; empty if there is none with that index. */
  #list(list: number): (Range | null)[] {
    if (NOTING.by !== null) this.#watches[list]?.note();
    return this.#lists[list] ?? [];
  }

  /** The index of the list that has the calls of that context; -1: it makes no calls. */
  #listFor(on: ContextId): number {
    return this.#byCaller ? this.callers.indexOf(on) : 0;
  }

  #numberOf(list: number, place: number): number {
    return this.#byCaller ? callName(list, place) : place;
  }

  #listOf(number: number): number {
    return this.#byCaller ? callerOf(number) : 0;
  }

  #placeOf(number: number): number {
    return this.#byCaller ? nthOf(number) : number;
  }

  /** The whole state of the book. */
  bank(): RegisterBank {
    const lists = this.#lists;
    return {
      registers: lists.map((_, list) => ({
        pool: 'granted',
        of: this.#byCaller ? `${this.callers[list]} grants` : 'grants',
        observe: () => lists[list],
        watch: this.#watches[list] ?? null,
      })),
      read(into, at) {
        for (let list = 0; list < lists.length; list += 1) into[at + list] = lists[list];
      },
      write(from, at) {
        for (let list = 0; list < lists.length; list += 1) {
          lists[list] = from[at + list] as (Range | null)[];
        }
      },
    };
  }
}
