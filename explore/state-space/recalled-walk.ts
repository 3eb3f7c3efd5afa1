import { Memo } from '../memo/memo.ts';
import { Outcomes } from '../memo/outcomes.ts';
import {
  type FoundHang,
  type Model,
  type Move,
  type Recallable,
  type Saying,
  STANDINGS,
} from './model.ts';
import { Numbered } from '../memo/numbered.ts';
import type { Position } from './position.ts';
import type { Walk } from './walk.ts';

const NONE: readonly string[] = [];

/** The banks of a model. */
const SYSTEM = 0;
const JUDGES = 1;

/**
 * A walk that remembers what moves do, by what they read. The model makes only those moves that are
 * not remembered; all else is done with the numbers of contents.
 *
 * What a move does to the system, and what that does to the judges, is remembered apart: the first
 * by what the system reads of its own state, and says; the second by what was said, and by what the
 * judges read of theirs. What follows from both is worked out each time.
 */
export class RecalledWalk implements Walk {
  readonly #model: Model;
  readonly #of: Recallable;
  readonly #position: Position;
  /** What moves do to the system: rows of `met`, the saying, and changes. */
  readonly #moves: Memo;
  readonly #moved = new Outcomes();
  /** What that does to the judges: rows of signatures, witnesses, the deed, and changes. */
  readonly #hearings: Memo;
  readonly #heard = new Outcomes();
  /** The moves that come from a source. */
  readonly #sources: Memo;
  readonly #offers: (readonly Move[])[] = [];
  readonly #enabled: Move[] = [];
  /** How movers stand. */
  readonly #standings: Memo;
  /** Whether a probe finds nothing. */
  readonly #probes: Memo;
  readonly #sayings: Saying[] = [];
  readonly #sayingNumbers = new Map<string, number>();
  /** By saying: what a move was that said it; for judges that heard it, see below. */
  readonly #deeds: unknown[] = [];
  readonly #signatures = new Numbered<readonly string[]>(NONE);
  readonly #raised = new Numbered<readonly number[]>([]);
  readonly #heardDeeds = new Numbered<unknown>(null);
  #broken: readonly string[] = NONE;

  constructor(model: Model, of: Recallable, position: Position) {
    this.#model = model;
    this.#of = of;
    this.#position = position;
    const { reads } = of;
    this.#moves = new Memo(reads);
    this.#hearings = new Memo(reads);
    this.#sources = new Memo(reads);
    this.#standings = new Memo(reads);
    this.#probes = new Memo(reads);
  }

  get bytes(): number {
    return (
      this.#moves.bytes +
      this.#hearings.bytes +
      this.#sources.bytes +
      this.#standings.bytes +
      this.#probes.bytes +
      this.#moved.bytes +
      this.#heard.bytes
    );
  }

  goTo(vector: Int32Array): void {
    this.#position.goTo(vector);
  }

  goBack(): void {
    this.#position.goBack();
  }

  get closed(): boolean {
    return this.#position.contents(this.#of.closedAt) === true;
  }

  canGoOn(on: number): boolean {
    return this.#standingOf(on) === STANDINGS.goesOn;
  }

  /** How a mover stands; one that is no context, as the timer, has nothing to do. */
  #standingOf(mover: number): number {
    if (mover >= this.#of.movers) return STANDINGS.idle;
    const known = this.#standings.find(mover, this.#position.numbers);
    if (known >= 0) return known;
    return this.#workOut(this.#standings, mover, () => this.#of.standingOf(mover));
  }

  moves(calls: number, refusals: number): readonly Move[] {
    const mode = this.#of.modeOf(calls, refusals);
    const moves = this.#enabled;
    moves.length = 0;
    const { sources } = this.#of;
    for (let source = 0; source < sources; source += 1) {
      const offer = this.#offers[this.#offerOf(source, mode)] as readonly Move[];
      for (let at = 0; at < offer.length; at += 1) moves.push(offer[at] as Move);
    }
    return moves;
  }

  #offerOf(source: number, mode: number): number {
    const of = mode * this.#of.sources + source;
    const known = this.#sources.find(of, this.#position.numbers);
    if (known >= 0) return known;
    return this.#workOut(this.#sources, of, () => {
      return this.#offers.push(this.#of.movesOf(source, mode)) - 1;
    });
  }

  /** Works out a function of the present state that is not remembered, and remembers it. */
  #workOut(memo: Memo, of: number, work: () => number): number {
    const { reads } = this.#of;
    this.#position.present();
    reads.begin();
    const value = work();
    reads.end();
    memo.learn(of, this.#position.numbers, value);
    return value;
  }

  take(move: Move): boolean {
    const position = this.#position;
    position.move = move;
    const { numbers } = position;
    let moved = this.#moves.find(move, numbers);
    if (moved < 0) moved = this.#act(move);
    else this.#change(this.#moved.words, moved, 2);
    const met = this.#moved.words[moved] === 1;
    const saying = this.#moved.words[moved + 1] as number;
    this.#broken = NONE;
    if (!met) return false;
    if (this.#allWait(move)) return this.#makeWhole(move);
    if ((this.#sayings[saying] as Saying).isSilent) position.derive(this.#deeds[saying]);
    else this.#hear(saying);
    return true;
  }

  broken(): readonly string[] {
    return this.#broken;
  }

  /** Lets the system make a move, and remembers it. Returns the row. */
  #act(move: Move): number {
    const position = this.#position;
    const { reads } = this.#of;
    position.presentBank(SYSTEM);
    reads.begin();
    const met = this.#of.act(move);
    position.followBank(SYSTEM);
    reads.end();
    const row = [met ? 1 : 0, this.#numberOfSaying(this.#of.saying), ...this.#changes(0)];
    const moved = this.#moved.add(row);
    this.#moves.learn(move, position.from, moved);
    return moved;
  }

  /** Lets the judges hear what the system says. */
  #hear(saying: number): void {
    const heard = this.#hearings.find(saying, this.#position.numbers);
    if (heard < 0) {
      this.#hearAnew(saying);
      return;
    }
    const { words } = this.#heard;
    this.#change(words, heard, 3);
    const signatures = words[heard] as number;
    const witnesses = words[heard + 1] as number;
    if (signatures > 0) this.#broken = this.#signatures.at(signatures);
    if (witnesses > 0) {
      for (const at of this.#raised.at(witnesses)) {
        this.#of.witnesses[at] = (this.#of.witnesses[at] as number) + 1;
      }
    }
    this.#position.derive(this.#heardDeeds.at(words[heard + 2] as number));
  }

  /** The same, where it is not remembered. */
  #hearAnew(saying: number): void {
    const position = this.#position;
    const { reads, witnesses } = this.#of;
    const before = witnesses.slice();
    position.presentBank(JUDGES);
    const first = position.changed.length;
    reads.begin();
    this.#of.hear(this.#sayings[saying] as Saying);
    position.followBank(JUDGES);
    reads.end();
    const { deed } = this.#model;
    const { isUnexplained } = this.#of;
    const changes = this.#changes(first);
    position.derive(deed);
    this.#broken = this.#model.broken();
    // What was broken by a refusal depends on what caused that, too.
    if (isUnexplained) return;
    const raised: number[] = [];
    for (let at = 0; at < witnesses.length; at += 1) {
      for (let n = before[at] as number; n < (witnesses[at] as number); n += 1) raised.push(at);
    }
    const row = [
      this.#signatures.numberOf(this.#broken),
      this.#raised.numberOf(raised),
      this.#heardDeeds.numberOf(deed),
      ...changes,
    ];
    this.#hearings.learn(saying, position.from, this.#heard.add(row));
  }

  /** What has changed, from change number `first` on: places, each with the number there. */
  #changes(first: number): readonly number[] {
    const { changed, from, numbers } = this.#position;
    const changes: number[] = [];
    for (let at = first; at < changed.length; at += 1) {
      const place = changed[at] as number;
      if (from[place] !== numbers[place]) changes.push(place, numbers[place] as number);
    }
    // What was read is known to be the same next time, but this may not be.
    for (const place of this.#of.reads.writtenUnread) {
      if (from[place] === numbers[place]) changes.push(place, numbers[place] as number);
    }
    return changes;
  }

  #numberOfSaying(saying: Saying): number {
    let number = this.#sayingNumbers.get(saying.key);
    if (number === undefined) {
      number = this.#sayings.push(saying) - 1;
      this.#sayingNumbers.set(saying.key, number);
      this.#deeds.push(this.#model.deed);
    }
    return number;
  }

  /** Lets the model make the whole of a move, of which nothing is remembered. */
  #makeWhole(move: Move): boolean {
    this.#position.goBack();
    this.#position.present();
    const met = this.#model.apply(move);
    this.#position.follow(move);
    this.#broken = this.#model.broken();
    return met;
  }

  /** Makes the changes that a row has from index `from` on. */
  #change(words: Int32Array, row: number, from: number): void {
    const { numbers } = this.#position;
    const end = row + (words[row - 1] as number);
    for (let at = row + from; at < end; at += 2) {
      const place = words[at] as number;
      const number = words[at + 1] as number;
      if (numbers[place] !== number) this.#position.change(place, number);
    }
  }

  /** Whether some movers wait, and none can go on. */
  #allWait(move: Move): boolean {
    const { on } = this.#model.costOf(move);
    if (on !== null && this.#standingOf(on) === STANDINGS.goesOn) return false;
    let waits = false;
    for (let mover = 0; mover < this.#of.movers; mover += 1) {
      const standing = this.#standingOf(mover);
      if (standing === STANDINGS.goesOn) return false;
      if (standing === STANDINGS.waits) waits = true;
    }
    return waits;
  }

  probe(found: FoundHang): string | null {
    let bound: string | null = null;
    for (let mover = 0; mover < this.#of.movers; mover += 1) {
      if (this.#probes.find(mover, this.#position.numbers) === 1) continue;
      bound = this.#probe(mover, found) ?? bound;
    }
    return bound;
  }

  #probe(mover: number, found: FoundHang): string | null {
    const { reads } = this.#of;
    this.#position.present();
    let isRestful = true;
    reads.begin();
    const bound = this.#of.probeOf(mover, (moves, signatures) => {
      isRestful = false;
      found(moves, signatures);
    });
    reads.end();
    const value = isRestful && bound === null ? 1 : 0;
    this.#probes.learn(mover, this.#position.numbers, value);
    return bound;
  }
}
