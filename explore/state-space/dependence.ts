import type { Accesses, SharedObject } from '../../port/accesses.ts';
import type { FactKind } from '../../model/fact.ts';
import type { Event } from './event.ts';

/**
 * The dependence relation, all of it. Two steps of different processes depend on each other if one
 * of them changes what the other looks at or changes; so the order of two that do not depend on
 * each other makes no difference to the state they lead to, nor to what either does.
 *
 * What judges hear is shared, too: the order of two facts of kinds that a property reads may make a
 * difference to it. So steps that tell such facts depend on each other, as if each changed one more
 * shared object.
 *
 * Giving a lock back is ordered before whoever takes it next, and cannot be after: `enables`.
 */
export type Order = 'independent' | 'dependent' | 'enables';

/** How `later` depends on `earlier`, of another process. */
export function orderOf(earlier: Event, later: Event): Order {
  const touched = later.changed | later.looked;
  if (((earlier.changed & (touched | later.released)) | (earlier.looked & later.changed)) !== 0) {
    return 'dependent';
  }
  return (earlier.released & touched) === 0 ? 'independent' : 'enables';
}

/** Whether the two steps, of different processes, can be exchanged where they follow each other. */
export function areIndependent(one: Event, other: Event): boolean {
  return orderOf(one, other) === 'independent' && orderOf(other, one) === 'independent';
}

/** Bits of an integer that stand for one object each; all objects beyond share the last. */
const OWN_BITS = 30;

/** Gives shared objects their bits, in order of appearance. */
export class ObjectBits {
  readonly #bits = new Map<SharedObject, number>();
  readonly #kinds: ReadonlySet<FactKind>;

  /** `kinds`: of facts that the properties read. */
  constructor(kinds: ReadonlySet<FactKind>) {
    this.#kinds = kinds;
  }

  /** The step as an event. */
  eventOf(process: number, waitsFor: SharedObject | 'something' | null, accesses: Accesses): Event {
    // The first bit is what the judges know.
    const heard = accesses.told.some((kind) => this.#kinds.has(kind)) ? 1 : 0;
    return {
      process,
      looked: this.#bitsOf(accesses.looked),
      changed: this.#bitsOf(accesses.changed) | heard,
      released: this.#bitsOf(accesses.released),
      waitsFor: typeof waitsFor === 'number' ? this.#ownBit(waitsFor) : waitsFor,
    };
  }

  /** That of a lock, which no other object shares; without one of its own it is something. */
  #ownBit(lock: SharedObject): number | 'something' {
    const bit = this.#bitsOf([lock]);
    return bit === 1 << OWN_BITS ? 'something' : bit;
  }

  #bitsOf(objects: readonly SharedObject[]): number {
    let bits = 0;
    for (const object of objects) {
      let bit = this.#bits.get(object);
      if (bit === undefined) {
        bit = 1 << Math.min(1 + this.#bits.size, OWN_BITS);
        this.#bits.set(object, bit);
      }
      bits |= bit;
    }
    return bits;
  }
}
