/**
 * Notes what code reads of the registers of a state, in the order of first reads. What the code
 * does depends on nothing else, if whoever keeps state tells each time that it is read.
 *
 * What is read is a register, or the answer to a question about one register. To read an answer is
 * less: many contents have the same.
 */
export class Reads {
  /** The places of registers of which nobody tells when they are read: they are always. */
  readonly unwatched: number[] = [];
  /** What was read since `begin()`, without repeats: a register's place, or `QUESTIONS` plus n. */
  readonly read: number[] = [];
  /** The answers that were read, beside `read`; 0 for registers. */
  readonly answers: number[] = [];
  /** The places that were written since `begin()`. */
  readonly #written: number[] = [];
  /** By place: what has happened to the register since `begin()`: bits `IS_READ`, `IS_WRITTEN`. */
  readonly #state = new Uint8Array(PLACES);
  /** By n: the place that question n is about; and whether its answer was read. */
  readonly asked: number[] = [];
  readonly #isAnswered: boolean[] = [];
  /** By place: the number of each question about it. */
  readonly #questions: Map<number, number>[] = [];
  #paused = 0;

  begin(): void {
    for (const what of this.read) {
      if (what < QUESTIONS) this.#state[what] = 0;
      else this.#isAnswered[what - QUESTIONS] = false;
    }
    for (const place of this.#written) this.#state[place] = 0;
    this.read.length = this.answers.length = this.#written.length = 0;
    NOTING.by = this;
    for (const place of this.unwatched) this.note(place);
  }

  end(): void {
    NOTING.by = null;
  }

  /** What is read until `resume()` does not count. */
  pause(): void {
    this.#paused += 1;
  }

  resume(): void {
    this.#paused -= 1;
  }

  /** The registers hold again what they held at the beginning, or may do. */
  restored(): void {
    for (const place of this.#written)
      this.#state[place] = (this.#state[place] as number) & IS_READ;
    this.#written.length = 0;
  }

  /** The places of registers that were written, but not read before. */
  get writtenUnread(): readonly number[] {
    return this.#written.filter((place) => this.#state[place] === IS_WRITTEN);
  }

  /** The register at that place is read. */
  note(place: number): void {
    if (this.#state[place] !== 0 || this.#paused > 0) return;
    this.#state[place] = IS_READ;
    this.read.push(place);
    this.answers.push(0);
  }

  /**
   * The register at that place is written, as a whole. What it holds now follows from what was read
   * so far, so it need not be noted.
   */
  write(place: number): void {
    if (this.#paused > 0) return;
    const state = this.#state[place] as number;
    if (state >= IS_WRITTEN) return;
    this.#state[place] = state + IS_WRITTEN;
    this.#written.push(place);
  }

  /** A question about the register at that place is answered. */
  answer(place: number, question: number, answer: number): void {
    if (this.#state[place] !== 0 || this.#paused > 0) return;
    const number = this.#numberOf(place, question);
    if (this.#isAnswered[number] === true) return;
    this.#isAnswered[number] = true;
    this.read.push(QUESTIONS + number);
    this.answers.push(answer);
  }

  #numberOf(place: number, question: number): number {
    const numbers = (this.#questions[place] ??= new Map());
    let number = numbers.get(question);
    if (number === undefined) {
      number = this.asked.push(place) - 1;
      numbers.set(question, number);
    }
    return number;
  }
}

/** More registers than a state has. */
const PLACES = 2 ** 12;

/** From here on, what was read is no register, but the answer to a question. */
export const QUESTIONS = PLACES;

const IS_READ = 1;
const IS_WRITTEN = 2;

/**
 * Who notes at present what is read; null: nobody does, as always outside of searches. Whoever is
 * read often looks here first.
 */
export const NOTING: { by: Reads | null } = { by: null };

/** What tells when a register is read or written. */
export class ReadWatch {
  /** The place of the register in the whole state; -1: nobody wants to know. */
  #place = -1;

  begin(place: number): void {
    this.#place = place;
  }

  /** To be called when the register is read. */
  note(): void {
    if (this.#place >= 0) NOTING.by?.note(this.#place);
  }

  /** To be called when the register is written, as a whole. */
  write(): void {
    if (this.#place >= 0) NOTING.by?.write(this.#place);
  }

  /**
   * To be called when no more of the register is read than the answer to a question. The answer
   * follows from its contents.
   */
  answer(question: number, answer: boolean): boolean {
    if (this.#place >= 0) NOTING.by?.answer(this.#place, question, answer ? 1 : 0);
    return answer;
  }
}

/** Lets a field of an object tell when it is read or written. */
export function watchField<T extends object>(of: T, field: keyof T): ReadWatch {
  const watch = new ReadWatch();
  let kept = of[field];
  Object.defineProperty(of, field, {
    configurable: true,
    enumerable: true,
    get: () => {
      watch.note();
      return kept;
    },
    set: (value: T[keyof T]) => {
      watch.write();
      kept = value;
    },
  });
  return watch;
}
