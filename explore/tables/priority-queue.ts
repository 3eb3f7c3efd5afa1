import { assert } from '../../model/assert.ts';

/** A queue by priority. All items of the lowest priority are taken together. */
export class PriorityQueue<T> {
  readonly #buckets = new Map<number, T[]>();
  /** The priorities that have a bucket, as a binary heap. */
  readonly #heap: number[] = [];
  /** The bucket that was filled last; the next item often belongs there, too. */
  #last: T[] = [];
  #lastPriority = NaN;
  /** The priority of what was taken last. */
  #taken = -Infinity;
  size = 0;

  /** The lowest priority of an item; Infinity: there is no item. */
  get least(): number {
    return this.#heap[0] ?? Infinity;
  }

  push(priority: number, item: T): void {
    this.size += 1;
    if (priority !== this.#lastPriority) {
      this.#lastPriority = priority;
      this.#last = this.#buckets.get(priority) ?? this.#newBucket(priority);
    }
    this.#last.push(item);
  }

  /** A cost rises along a run, so no item comes in below what was taken. */
  #newBucket(priority: number): T[] {
    assert(priority > this.#taken, 'an item comes in below what was taken');
    const bucket: T[] = [];
    this.#buckets.set(priority, bucket);
    this.#siftUp(priority);
    return bucket;
  }

  /** The items of the lowest priority, in order of arrival; empty: there is none. */
  peek(): readonly T[] {
    return this.#buckets.get(this.least) ?? [];
  }

  /** Removes and returns the same. */
  take(): readonly T[] {
    const bucket = this.peek();
    if (bucket.length === 0) return bucket;
    this.#taken = this.least;
    this.#buckets.delete(this.#taken);
    if (this.#taken === this.#lastPriority) this.#lastPriority = NaN;
    this.size -= bucket.length;
    this.#removeTop();
    return bucket;
  }

  #siftUp(priority: number): void {
    const heap = this.#heap;
    let at = heap.push(priority) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] as number) <= priority) break;
      heap[at] = heap[parent] as number;
      at = parent;
    }
    heap[at] = priority;
  }

  #removeTop(): void {
    const heap = this.#heap;
    const last = heap.pop() as number;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) {
        child += 1;
      }
      if ((heap[child] as number) >= last) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = last;
  }
}
