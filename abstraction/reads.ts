/**
 * Notes what code reads of the registers of a state, in the order of first reads. What the code
 * does depends on nothing else, if whoever keeps state tells each time that it is read.
 *
 * What is read is a register, or the answer to a question about one register. To read an answer is
 * less: many contents have the same.
 */
export class Reads {
  /** What was read since `begin()`, without repeats: a register's place, or `QUESTIONS` plus n. */
  readonly read: number[] = [];
  /** By n: the place that question n is about. */
  readonly asked: number[] = [];
  #isOn = false;
  /** The answers that were read, beside `read`; 0 for registers. */
  readonly answers: number[] = [];
  readonly #isRead = new Set<number>();
  readonly #isWritten = new Set<number>();
  /** By place: the number of each question about it. */
  readonly #questions = new Map<number, Map<number, number>>();

  /** The places of registers of which nobody tells when they are read: they are always. */
  readonly unwatched: number[] = [];
  #paused = 0;

  begin(): void {
    this.read.length = this.answers.length = 0;
    this.#isRead.clear();
    this.#isWritten.clear();
    this.#isOn = true;
    for (const place of this.unwatched) this.#add(place, 0);
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
    this.#isWritten.clear();
  }

  /** The places of registers that were written, but not read before. */
  *writtenUnread(): Generator<number, void, undefined> {
    for (const place of this.#isWritten) if (!this.#isRead.has(place)) yield place;
  }

  get #counts(): boolean {
    return this.#isOn && this.#paused === 0;
  }

  end(): void {
    this.#isOn = false;
  }

  /** The register at that place is read. */
  note(place: number): void {
    if (this.#counts && !this.#isWritten.has(place)) this.#add(place, 0);
  }

  /**
   * The register at that place is written, as a whole. What it holds now follows from what was read
   * so far, so it need not be noted.
   */
  write(place: number): void {
    if (this.#counts) this.#isWritten.add(place);
  }

  /** A question about the register at that place is answered. */
  answer(place: number, question: number, answer: number): void {
    if (!this.#counts || this.#isRead.has(place) || this.#isWritten.has(place)) return;
    this.#add(QUESTIONS + this.#numberOf(place, question), answer);
  }

  #numberOf(place: number, question: number): number {
    let numbers = this.#questions.get(place);
    if (numbers === undefined) this.#questions.set(place, (numbers = new Map()));
    let number = numbers.get(question);
    if (number === undefined) {
      number = this.asked.push(place) - 1;
      numbers.set(question, number);
    }
    return number;
  }

  #add(what: number, answer: number): void {
    if (this.#isRead.has(what)) return;
    this.#isRead.add(what);
    this.read.push(what);
    this.answers.push(answer);
  }
}

/** From here on, what was read is no register, but the answer to a question. */
export const QUESTIONS = 2 ** 16;

/** What tells when a register is read or written. */
export class Watch {
  #reads: Reads | null = null;
  #place = -1;

  /** From now on `reads` is told, by the place of the register in the whole state. */
  begin(reads: Reads, place: number): void {
    this.#reads = reads;
    this.#place = place;
  }

  /** To be called when the register is read. */
  note(): void {
    if (this.#reads !== null) this.#reads.note(this.#place);
  }

  /** To be called when the register is written. */
  write(): void {
    if (this.#reads !== null) this.#reads.write(this.#place);
  }

  /**
   * To be called when no more of the register is read than the answer to a question. The answer
   * follows from its contents.
   */
  answer(question: number, answer: boolean): boolean {
    if (this.#reads !== null) this.#reads.answer(this.#place, question, answer ? 1 : 0);
    return answer;
  }
}

/** Lets a field of an object tell when it is read or written. */
export function watchField<T extends object>(of: T, field: keyof T): Watch {
  const watch = new Watch();
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
