import { formatRange, type Pfn, type Range, sizePages } from '../../model/range.ts';

/** The pages that an allocator holds while no call and no work is under way. */
export interface HeldPages {
  /** With or without the deferred ones, as the allocator keeps them. */
  readonly inTree: ReadonlySet<Pfn>;
  /** Those that it is still to erase. */
  readonly deferred: ReadonlySet<Pfn>;
}

/**
 * The abstract model: which pages have an owner. It knows no tree, no list, no work, no memory and
 * no time. A page has an owner from the answer of the call that got it until a free of it is
 * called, not until that free returns.
 */
export class PageOwners {
  /** The ranges that were allocated and may be freed, the oldest first. */
  readonly live: Range[] = [];
  readonly #owned = new Set<Pfn>();
  #isOwed = false;

  /** Something was deferred when the model was last compared: a work may be armed. */
  get isOwed(): boolean {
    return this.#isOwed;
  }

  hasOwner(page: Pfn): boolean {
    return this.#owned.has(page);
  }

  /**
   * An allocation was granted `range`; it had asked for `pages` pages from `within`, aligned to the
   * next power of two. One that is refused changes nothing here.
   * @throws Error if that is not what it asked for, or a page of it has an owner already
   */
  granted(range: Range, pages: number, within: Range): void {
    const fits = range.lo >= within.lo && range.hi <= within.hi && sizePages(range) === pages;
    must(fits, `${formatRange(range)} is granted: not ${pages} of ${formatRange(within)}`);
    const boundary = 2 ** Math.ceil(Math.log2(pages));
    must(range.lo % boundary === 0, `${formatRange(range)} is granted: not aligned to ${boundary}`);
    this.#own(range, 'granted');
    this.live.push(range);
  }

  /**
   * A reservation of `range` was made.
   * @throws Error if a page of it has got an owner meanwhile
   */
  reserved(range: Range): void {
    this.#own(range, 'reserved');
  }

  /** A free of `range`, one of `live`, is called. */
  freed(range: Range): void {
    this.live.splice(this.live.indexOf(range), 1);
    for (const page of pagesOf(range)) this.#owned.delete(page);
  }

  /**
   * Compares with what an allocator holds, at rest.
   * @throws Error if a page with an owner is not held, or is to be erased; or if a page without an
   *   owner is held, and nobody is to erase it
   */
  compare({ inTree, deferred }: HeldPages): void {
    this.#isOwed = deferred.size > 0;
    for (const page of this.#owned) {
      must(inTree.has(page), `page ${page} has an owner, but is not in the tree`);
      must(!deferred.has(page), `page ${page} has an owner, but is to be erased`);
    }
    for (const page of inTree) {
      const isKnown = this.hasOwner(page) || deferred.has(page);
      must(isKnown, `page ${page} was freed, but is neither erased nor deferred`);
    }
  }

  /**
   * Compares once there is memory and the work rests.
   * @throws Error if a page without an owner is still held
   */
  compareSettled({ inTree, deferred }: HeldPages): void {
    for (const page of [...inTree, ...deferred]) {
      must(this.hasOwner(page), `page ${page} was freed, but is never erased`);
    }
  }

  #own(range: Range, how: string): void {
    for (const page of pagesOf(range)) {
      must(!this.hasOwner(page), `${formatRange(range)} is ${how}, but page ${page} has an owner`);
      this.#owned.add(page);
    }
  }
}

/** The pages of a range, ascending. */
export function pagesOf({ lo, hi }: Range): readonly Pfn[] {
  return Array.from({ length: hi - lo + 1 }, (_, at) => lo + at);
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
