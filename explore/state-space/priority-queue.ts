import { assert } from '../../model/assert.ts';
/** A queue by priority: the lowest comes first, equal ones in order of arrival. */
export class PriorityQueue<T> {
  readonly #buckets = new Map<number, T[]>();
  /** The priorities that have a bucket, as a binary heap. */
  readonly #heap: number[] = [];
  /** The bucket being emptied, and the number of items already taken from it. */
  #first: T[] = [];
  #taken = 0;
  /** The bucket that was filled last; the next item often belongs there, too. */
  #last: T[] = [];
  #lastPriority = NaN;
  size = 0;

  push(priority: number, item: T): void {
    this.size += 1;
    if (priority !== this.#lastPriority) {
      this.#lastPriority = priority;
      this.#last = this.#buckets.get(priority) ?? this.#newBucket(priority);
    }
    this.#last.push(item);
  }

  /** A cost never falls along a run, so no item arrives below the bucket being emptied. */
  #newBucket(priority: number): T[] {
    assert(
      this.#taken === 0 || priority > (this.#heap[0] as number),
      'an item comes in below the bucket being emptied',
    );
    const bucket: T[] = [];
    this.#buckets.set(priority, bucket);
    this.#siftUp(priority);
    return bucket;
  }

  /** Removes and returns the first item; undefined if there is none. */
  pop(): T | undefined {
    const priority = this.#heap[0];
    if (priority === undefined) return undefined;
    if (this.#taken === 0) this.#first = this.#buckets.get(priority) as T[];
    const bucket = this.#first;
    const item = bucket[this.#taken];
    this.#taken += 1;
    this.size -= 1;
    if (this.#taken === bucket.length) {
      this.#buckets.delete(priority);
      if (priority === this.#lastPriority) this.#lastPriority = NaN;
      this.#taken = 0;
      this.#removeTop();
    }
    return item;
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
