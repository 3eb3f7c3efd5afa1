import { assert } from '../../model/assert.ts';
import { orderOf } from './dependence.ts';
import type { Event } from './event.ts';
import { add, addAll, emptySet, has, type IndexSet } from './past.ts';

/** The events of a run in order and, for each, the events that happen before it. */
export class Trace {
  readonly events: Event[] = [];
  /** By event: the indices of all events that happen before it. */
  readonly #pasts: IndexSet[] = [];

  get length(): number {
    return this.events.length;
  }

  push(event: Event): void {
    const index = this.events.length;
    const past = emptySet(index + 1);
    for (let at = index - 1; at >= 0; at -= 1) {
      if (has(past, at)) continue;
      const earlier = this.events[at] as Event;
      const precedes =
        earlier.process === event.process || orderOf(earlier, event) !== 'independent';
      if (!precedes) continue;
      addAll(past, this.#pasts[at] as IndexSet);
      add(past, at);
    }
    this.events.push(event);
    this.#pasts.push(past);
  }

  pop(): Event {
    this.#pasts.pop();
    const event = this.events.pop();
    assert(event !== undefined, 'no event is left');
    return event;
  }

  /** Whether event `earlier` happens before event `later`; both are indices from 0. */
  happensBefore(earlier: number, later: number): boolean {
    return has(this.#pasts[later] as IndexSet, earlier);
  }

  /** The indices of all events that happen before event `index`, and `index` itself, ascending. */
  causesOf(index: number): readonly number[] {
    const causes: number[] = [];
    for (let at = 0; at < index; at += 1) if (this.happensBefore(at, index)) causes.push(at);
    return [...causes, index];
  }

  /** The events that come after event `index` in the trace but do not depend on it. */
  notAfter(index: number): readonly Event[] {
    const events: Event[] = [];
    for (let at = index + 1; at < this.length; at += 1) {
      if (!this.happensBefore(index, at)) events.push(this.events[at] as Event);
    }
    return events;
  }

  /**
   * The races of event `later`: the indices of earlier events that it depends on directly (no other
   * event lies between in happens-before) and that it could precede, latest first. `canPrecede`
   * decides that where the event may have to wait for something. An event that only enables `later`
   * is not a race, but an event before that one may be.
   */
  racesOf(later: number, canPrecede: (earlier: number) => boolean): readonly number[] {
    const event = this.events[later] as Event;
    const covered = emptySet(later + 1);
    const races: number[] = [];
    const own = this.#lastOf(event.process, later);
    if (own >= 0) {
      addAll(covered, this.#pasts[own] as IndexSet);
      add(covered, own);
    }
    for (let at = later - 1; at >= 0; at -= 1) {
      if (has(covered, at)) continue;
      const earlier = this.events[at] as Event;
      if (orderOf(earlier, event) !== 'dependent') continue;
      if (!this.#alwaysReversible(earlier, event) && !canPrecede(at)) continue;
      races.push(at);
      addAll(covered, this.#pasts[at] as IndexSet);
    }
    return races;
  }

  /** The index of the last event of the process before index `before`; -1: none. */
  #lastOf(process: number, before: number): number {
    let at = before - 1;
    while (at >= 0 && this.events[at]?.process !== process) at -= 1;
    return at;
  }

  /** Whether `later` never waits, or both take the same lock: either may come first then. */
  #alwaysReversible(earlier: Event, later: Event): boolean {
    const { waitsFor } = later;
    if (waitsFor === null) return true;
    return waitsFor !== 'something' && (earlier.changed & waitsFor) !== 0;
  }
}
