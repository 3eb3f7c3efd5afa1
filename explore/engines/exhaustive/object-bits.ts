import type { FactKind } from '../../../model/fact.ts';
import type { Accesses, SharedObject } from '../../../port/accesses.ts';
import type { Event } from '../../interleavings/event.ts';

/** Bits 0 to 29 stand for one object each; all further objects share bit 30. */
const OWN_BITS = 30;

/** Assigns bits to shared objects, in order of appearance. */
export class ObjectBits {
  readonly #bits = new Map<SharedObject, number>();
  readonly #kinds: ReadonlySet<FactKind>;

  /** @param kinds the kinds of facts that the properties read */
  constructor(kinds: ReadonlySet<FactKind>) {
    this.#kinds = kinds;
  }

  /** The step as an event. */
  eventOf(process: number, waitsFor: SharedObject | 'something' | null, accesses: Accesses): Event {
    // Bit 0 stands for what the judges know.
    const heard = accesses.told.some((kind) => this.#kinds.has(kind)) ? 1 : 0;
    return {
      process,
      looked: this.#bitsOf(accesses.looked),
      changed: this.#bitsOf(accesses.changed) | heard,
      released: this.#bitsOf(accesses.released),
      waitsFor: typeof waitsFor === 'number' ? this.#ownBit(waitsFor) : waitsFor,
    };
  }

  /** The bit of a lock, if it shares it with no other object; else 'something'. */
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
