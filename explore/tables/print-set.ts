/** Fingerprints for which there is room at first: a power of two. */
const FIRST_SLOTS = 2 ** 12;

/** A set of 64-bit fingerprints of rows of numbers. */
export class PrintSet {
  /** Two words for each fingerprint; zeros: free. Hash table with open addressing. */
  #slots = new Int32Array(2 * FIRST_SLOTS);
  #count = 0;
  /** Both halves of the fingerprint that is looked up. */
  #low = 0;
  #high = 0;

  get bytes(): number {
    return 4 * this.#slots.length;
  }

  /** Whether a row with that fingerprint was added. */
  has(numbers: Int32Array, length: number, more: number): boolean {
    this.#print(numbers, length, more);
    const slot = this.#slotOf(this.#low, this.#high);
    return this.#slots[slot] !== 0 || this.#slots[slot + 1] !== 0;
  }

  /** Adds the row of the first `length` numbers and `more`, which is not there yet. */
  add(numbers: Int32Array, length: number, more: number): void {
    if (4 * this.#count >= this.#slots.length) this.#grow();
    this.#print(numbers, length, more);
    const slot = this.#slotOf(this.#low, this.#high);
    this.#slots[slot] = this.#low;
    this.#slots[slot + 1] = this.#high;
    this.#count += 1;
  }

  #print(numbers: Int32Array, length: number, more: number): void {
    let low = 0x2545f491;
    let high = 0x3c6ef372;
    for (let at = -1; at < length; at += 1) {
      const number = at < 0 ? more : (numbers[at] as number);
      low = Math.imul(low ^ number, 0x85ebca6b);
      low ^= low >>> 13;
      high = Math.imul(high + number, 0xc2b2ae35);
      high ^= high >>> 15;
    }
    // Zeros stand for a free slot.
    this.#low = low === 0 && high === 0 ? 1 : low;
    this.#high = high;
  }

  /** Where the fingerprint is, or a free slot for it. */
  #slotOf(low: number, high: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let at = (low << 1) & mask; ; at = (at + 2) & mask) {
      if (slots[at] === low && slots[at + 1] === high) return at;
      if (slots[at] === 0 && slots[at + 1] === 0) return at;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length);
    for (let at = 0; at < old.length; at += 2) {
      const [low, high] = [old[at] as number, old[at + 1] as number];
      if (low === 0 && high === 0) continue;
      const slot = this.#slotOf(low, high);
      this.#slots[slot] = low;
      this.#slots[slot + 1] = high;
    }
  }
}
