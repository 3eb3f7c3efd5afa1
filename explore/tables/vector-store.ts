import { assert } from '../../model/assert.ts';
import { BitLayout } from './bit-layout.ts';

/** The number of vectors of a page. */
const PAGE = 2 ** 10;

/** Vectors that are packed in the same way. */
interface Page {
  readonly layout: BitLayout;
  readonly words: Int32Array;
  /** By place in the page: 1 if a vector waits there. */
  readonly isWaiting: Uint8Array;
  waiting: number;
  /** How many of its places have ever been used. */
  used: number;
}

/**
 * The vectors of the states that wait to be visited, packed. Each number has as many bits as the
 * largest one so far in its place. Where that is too few, a new page begins; the others stay.
 */
export class VectorStore {
  readonly width: number;
  /** By number; null: no vector waits there any more. */
  readonly #pages: (Page | null)[] = [];
  #layout: BitLayout;
  /** The free places of pages with the present layout. */
  #free: number[] = [];
  #bytes = 0;

  constructor(width: number) {
    this.width = width;
    this.#layout = new BitLayout(new Uint8Array(width));
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps a vector of numbers from 0; returns its place. */
  keep(vector: Int32Array): number {
    for (;;) {
      const place = this.#free.pop() ?? this.#reserve();
      const page = this.#pageOf(place);
      if (this.#layout.pack(vector, page.words, (place % PAGE) * this.#layout.words)) {
        page.isWaiting[place % PAGE] = 1;
        page.waiting += 1;
        return place;
      }
      this.#layout = this.#layout.widened(vector);
      this.#free = [];
      this.#drop(place);
    }
  }

  /** Writes the vector that waits in that place into `vector`. */
  read(place: number, vector: Int32Array): void {
    const { layout, words } = this.#pageOf(place);
    layout.unpack(words, (place % PAGE) * layout.words, vector);
  }

  release(place: number): void {
    const page = this.#pageOf(place);
    assert(page.isWaiting[place % PAGE] === 1, 'no vector waits there');
    page.isWaiting[place % PAGE] = 0;
    page.waiting -= 1;
    if (page.layout === this.#layout) this.#free.push(place);
    else this.#drop(place);
  }

  /** Gives up a page to which nothing is added any more, once it is empty. */
  #drop(place: number): void {
    const page = this.#pageOf(place);
    if (page.waiting > 0) return;
    this.#bytes -= page.words.byteLength + PAGE;
    this.#pages[Math.floor(place / PAGE)] = null;
  }

  #pageOf(place: number): Page {
    const page = this.#pages[Math.floor(place / PAGE)] ?? null;
    assert(page !== null, 'no vector waits there');
    return page;
  }

  /** A place that was never used, of a page with the present layout. */
  #reserve(): number {
    const last = this.#pages.length - 1;
    let page = this.#pages[last] ?? null;
    if (page === null || page.layout !== this.#layout || page.used === PAGE) {
      const words = new Int32Array(PAGE * this.#layout.words);
      const isWaiting = new Uint8Array(PAGE);
      page = { layout: this.#layout, words, isWaiting, waiting: 0, used: 0 };
      this.#pages.push(page);
      this.#bytes += words.byteLength + PAGE;
    }
    page.used += 1;
    return (this.#pages.length - 1) * PAGE + page.used - 1;
  }
}
