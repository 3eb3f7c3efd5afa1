import type { Symmetry } from '../../abstraction/symmetry.ts';
import type { Derived, Model, Move, MoveCost } from '../../explore/state-space/model.ts';
import type { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import type { RegisterBank } from '../../abstraction/register.ts';
import { keyWithoutCauses } from './state-keys.ts';

/** A model that notes the states without a move. It uses no symmetries. */
export class FinalStates implements Model {
  readonly bank: RegisterBank;
  readonly symmetries: readonly Symmetry[] = [];
  /** The final states, as texts. */
  readonly finals = new Set<string>();
  readonly #model: WorldModel;

  constructor(model: WorldModel) {
    this.#model = model;
    this.bank = model.bank;
  }

  moves(calls: number, refusals: number): readonly Move[] {
    const moves = this.#model.moves(calls, refusals);
    if (moves.length === 0) this.finals.add(keyWithoutCauses(this.#model.world));
    return moves;
  }

  apply(move: Move): boolean {
    return this.#model.apply(move);
  }

  costOf(move: Move): MoveCost {
    return this.#model.costOf(move);
  }

  canGoOn(on: number): boolean {
    return this.#model.canGoOn(on);
  }

  get deed(): unknown {
    return this.#model.deed;
  }

  get derived(): Derived | null {
    return this.#model.derived;
  }

  arrive(): void {
    this.#model.arrive();
  }

  broken(): readonly string[] {
    return this.#model.broken();
  }

  get closed(): boolean {
    return this.#model.closed;
  }

  probe(found: (moves: readonly Move[], signatures: readonly string[]) => void): string | null {
    return this.#model.probe(found);
  }
}
