import type { FoundHang, Model, Move } from './model.ts';
import type { Position } from './position.ts';
import { PrintSet } from '../tables/print-set.ts';

/** A way through the states of a model: to a state, from there by each move, and back to it. */
export interface StateWalk {
  /** The memory of what it remembers, in bytes. */
  readonly bytes: number;
  /** Nothing that happens from the present state on can be judged. */
  readonly closed: boolean;
  /** The moves enabled now, in a fixed order. */
  moves(calls: number, refusals: number): readonly Move[];
  /** Whether the mover `on` can go on in the state of which `moves()` was asked last. */
  canGoOn(on: number): boolean;
  goTo(vector: Int32Array): void;
  /** Goes back to the state of the last `goTo`. */
  goBack(): void;
  /** Takes an enabled move. False: it had the same effect as another move. */
  take(move: Move): boolean;
  /** The signatures broken by the move taken last. */
  broken(): readonly string[];
  /** Looks for hangs from the state of the last `goTo`, as `Model.probe()` does. */
  probe(found: FoundHang): string | null;
}

/** A walk by which the model makes each move. */
export class ModelWalk implements StateWalk {
  readonly #model: Model;
  readonly #position: Position;
  /** What a probe depends on, where it has found nothing; null: every state is probed. */
  readonly #restful: PrintSet | null;

  constructor(model: Model, position: Position, exact: boolean) {
    this.#model = model;
    this.#position = position;
    this.#restful = exact || model.probed === undefined ? null : new PrintSet();
  }

  get bytes(): number {
    return this.#restful?.bytes ?? 0;
  }

  get closed(): boolean {
    return this.#model.closed;
  }

  canGoOn(on: number): boolean {
    return this.#model.canGoOn(on);
  }

  moves(calls: number, refusals: number): readonly Move[] {
    return this.#model.moves(calls, refusals);
  }

  goTo(vector: Int32Array): void {
    this.#position.goTo(vector);
    this.#position.present();
  }

  goBack(): void {
    this.#position.goBack();
    this.#position.present();
  }

  take(move: Move): boolean {
    const met = this.#model.apply(move);
    this.#position.follow(move);
    return met;
  }

  broken(): readonly string[] {
    return this.#model.broken();
  }

  probe(found: FoundHang): string | null {
    if (this.#model.probe === undefined) return null;
    this.goBack();
    const { closed, probed = 0 } = this.#model;
    const { numbers } = this.#position;
    const more = closed ? 1 : 0;
    if (this.#restful?.has(numbers, probed, more) === true) return null;
    let isRestful = true;
    const bound = this.#model.probe((moves, signatures) => {
      isRestful = false;
      found(moves, signatures);
    });
    if (bound === null && isRestful) this.#restful?.add(numbers, probed, more);
    return bound;
  }
}
