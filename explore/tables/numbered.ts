/** Plain data, each numbered once: 0 is that of the constructor. */
export class Numbered<T> {
  readonly #all: T[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(first: T) {
    this.numberOf(first);
  }

  numberOf(data: T): number {
    const key = JSON.stringify(data);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#all.push(data) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  /** The data of that number, which it has. */
  at(number: number): T {
    return this.#all[number] as T;
  }
}
