import type { FactKind } from '../../../model/fact.ts';
import type { Accesses, SharedObject } from '../../../port/accesses.ts';
import type { Event } from '../../state-space/event.ts';

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
