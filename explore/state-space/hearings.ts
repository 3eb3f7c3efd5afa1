import { Memo } from '../tables/memo.ts';
import { Numbered } from '../tables/numbered.ts';
import { Outcomes } from '../tables/outcomes.ts';
import { JUDGES, type Model, type Recallable, type Saying } from './model.ts';
import type { Position } from './position.ts';
import { change, changesSince } from './remembered.ts';

/** The number of words in a row before its changes. */
const HEAD = 3;

/** What judges do when a system says something, remembered by what they read of their state. */
export class Hearings {
  readonly #model: Model;
  readonly #of: Recallable;
  readonly #position: Position;
  readonly #memo: Memo;
  /** Rows of the signatures broken, the counts raised, the deed, and changes. */
  readonly #rows = new Outcomes();
  readonly #signatures = new Numbered<readonly string[]>();
  readonly #raised = new Numbered<readonly number[]>();
  readonly #deeds = new Numbered<unknown>();

  constructor(model: Model, of: Recallable, position: Position) {
    this.#model = model;
    this.#of = of;
    this.#position = position;
    this.#memo = new Memo(of.reads);
  }

  get bytes(): number {
    return this.#memo.bytes + this.#rows.bytes;
  }

  /**
   * Lets the judges hear a saying; then the last register follows. Returns the signatures broken.
   * @param number that of the saying
   */
  hear(saying: Saying, number: number): readonly string[] {
    const position = this.#position;
    const row = this.#memo.find(number, position.numbers);
    if (row < 0) return this.#hearAnew(saying, number);
    const { words } = this.#rows;
    change(position, words, row, HEAD);
    const { witnesses } = this.#of;
    for (const at of this.#raised.at(words[row + 1] as number)) {
      witnesses[at] = (witnesses[at] as number) + 1;
    }
    position.derive(this.#deeds.at(words[row + 2] as number));
    return this.#signatures.at(words[row] as number);
  }

  /** The same, where it is not remembered. */
  #hearAnew(saying: Saying, number: number): readonly string[] {
    const position = this.#position;
    const { reads, witnesses } = this.#of;
    const before = witnesses.slice();
    position.presentBank(JUDGES);
    const first = position.changed.length;
    reads.begin();
    this.#of.hear(saying);
    position.followBank(JUDGES);
    reads.end();
    const { deed } = this.#model;
    const { isUnexplained, deedKey } = this.#of;
    const changes = changesSince(first, position, this.#of);
    position.derive(deed);
    const broken = this.#model.broken();
    // What is broken by a refusal depends on what caused that, too.
    if (isUnexplained) return broken;
    const raised: number[] = [];
    for (let at = 0; at < witnesses.length; at += 1) {
      for (let n = before[at] as number; n < (witnesses[at] as number); n += 1) raised.push(at);
    }
    const head = [
      this.#signatures.numberOf(broken.join('\n'), broken),
      this.#raised.numberOf(raised.join(), raised),
      this.#deeds.numberOf(deedKey, deed),
    ];
    this.#memo.learn(number, position.from, this.#rows.add([...head, ...changes]));
    return broken;
  }
}
