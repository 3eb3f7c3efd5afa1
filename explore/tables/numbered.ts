/** Things that are each numbered once, by a key: equal keys are the same thing. */
export class Numbered<T> {
  readonly #all: T[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, thing: T): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#all.push(thing) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  /** The thing of that number, which there is. */
  at(number: number): T {
    return this.#all[number] as T;
  }
}
