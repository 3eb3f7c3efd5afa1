import type { Kernel } from '../../impl/kernel/kernel.ts';
import type { Assertions } from './assertions.ts';
import { Bits } from './bits.ts';

const FREE = 0;
/** The owner of a page that is freed, but still in the tree. */
export const ZOMBIE = 9;
/** The number of bits of a page's owner, and of the length of the range that begins there. */
const OWNER_BITS = 4;
const PAGE_BITS = 6;

/**
 * The tree: the owner of each page (`pg`), and the length of the range that begins there (`rlen`).
 */
export class Pages {
  readonly bits: Bits;
  readonly #pages: number;
  readonly #assertions: Assertions;

  constructor(kernel: Kernel, pages: number, assertions: Assertions) {
    if (pages * PAGE_BITS > 30) throw new Error(`${pages} pages do not fit into a number`);
    this.bits = new Bits(kernel, 0, () => this.#observe());
    this.#pages = pages;
    this.#assertions = assertions;
  }

  ownerOf(page: number): number {
    return this.bits.read(page * PAGE_BITS, OWNER_BITS);
  }

  #setOwner(page: number, owner: number): void {
    this.bits.write(page * PAGE_BITS, OWNER_BITS, owner);
  }

  #lengthAt(page: number): number {
    return this.bits.read(page * PAGE_BITS + OWNER_BITS, PAGE_BITS - OWNER_BITS);
  }

  #setLength(page: number, pages: number): void {
    this.bits.write(page * PAGE_BITS + OWNER_BITS, PAGE_BITS - OWNER_BITS, pages);
  }

  /** `do_alloc`: first fit. Returns the first page; null if there is no room. */
  alloc(owner: number, pages: number): number | null {
    for (let start = 0; start + pages <= this.#pages; start += 1) {
      let fits = true;
      for (let page = start; page < start + pages; page += 1) fits &&= this.ownerOf(page) === FREE;
      if (!fits) continue;
      for (let page = start; page < start + pages; page += 1) this.#setOwner(page, owner);
      this.#setLength(start, pages);
      return start;
    }
    return null;
  }

  /** `do_erase`: takes a range of this owner out of the tree. */
  erase(start: number, owner: number): void {
    this.#assertions.assert(this.#lengthAt(start) > 0, 'do_erase: rlen > 0');
    this.#change(start, owner, FREE);
    this.#setLength(start, 0);
  }

  /** `do_zombie`: a range stays in the tree although it is freed. */
  defer(start: number, owner: number): void {
    this.#assertions.assert(this.#lengthAt(start) > 0, 'do_zombie: rlen > 0');
    this.#change(start, owner, ZOMBIE);
  }

  #change(start: number, from: number, to: number): void {
    const end = start + this.#lengthAt(start);
    for (let page = start; page < end; page += 1) {
      this.#assertions.assert(this.ownerOf(page) === from, 'pg is as expected');
      this.#setOwner(page, to);
    }
  }

  /** Whether any page is in the tree, of any owner or of the given one. */
  holds(owner: number | null): boolean {
    for (let page = 0; page < this.#pages; page += 1) {
      const at = this.ownerOf(page);
      if (owner === null ? at !== FREE : at === owner) return true;
    }
    return false;
  }

  #observe(): unknown {
    return Array.from({ length: this.#pages }, (_, page) => [
      nameOf(this.ownerOf(page)),
      this.#lengthAt(page),
    ]);
  }
}

/** The owner numbers of drivers are one more than the numbers of the drivers. */
function nameOf(owner: number): string {
  if (owner === FREE) return 'free';
  return owner === ZOMBIE ? 'deferred' : `cpu${owner - 1}`;
}
