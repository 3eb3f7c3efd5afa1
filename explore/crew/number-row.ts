const FIRST_WORDS = 2 ** 10;

/** A row of 32-bit numbers that grows at its end; a double takes two of them. */
export class NumberRow {
  #words = new Int32Array(FIRST_WORDS);
  #length = 0;

  /** All of it; it may change when something is added. */
  get words(): Int32Array {
    return this.#words.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  add(number: number): void {
    this.#makeRoom(1);
    this.#words[this.#length] = number;
    this.#length += 1;
  }

  addDouble(value: number): void {
    double[0] = value;
    this.addAll(halves);
  }

  addAll(numbers: Int32Array): void {
    this.#makeRoom(numbers.length);
    this.#words.set(numbers, this.#length);
    this.#length += numbers.length;
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#words.length) return;
    const before = this.#words;
    this.#words = new Int32Array(Math.max(2 * before.length, this.#length + more));
    this.#words.set(before);
  }
}

/** Reads such a row from its beginning. */
export class RowReader {
  readonly #words: Int32Array;
  #at = 0;

  constructor(words: Int32Array) {
    this.#words = words;
  }

  get atEnd(): boolean {
    return this.#at === this.#words.length;
  }

  next(): number {
    this.#at += 1;
    return this.#words[this.#at - 1] as number;
  }

  nextDouble(): number {
    halves[0] = this.next();
    halves[1] = this.next();
    return double[0] as number;
  }
}

/** A double, and the same bits as two numbers. */
const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);
