import type { RegisterBank } from '../../../abstraction/register.ts';
import type { Symmetry } from '../../../abstraction/symmetry.ts';
import type { FlatMoves, System } from '../../../port/system.ts';
import type { Model, Move, MoveCost } from '../../state-space/model.ts';
import { CannotSearch } from '../../world/cannot-search.ts';

/** Every move costs one step, so that the search is breadth-first. */
const A_STEP: MoveCost = { calls: 0, refusals: 0, on: null };

/** A system that offers flat moves, as a model for a search. */
export class FlatModel implements Model {
  readonly bank: RegisterBank;
  readonly symmetries: readonly Symmetry[];
  readonly #flat: FlatMoves;

  /**
   * @param name the name of the system, for messages
   * @throws CannotSearch if the system has no flat moves, or cannot save its states
   */
  constructor(name: string, { flat, snapshots }: System, symmetries: readonly Symmetry[]) {
    if (flat === null) throw new CannotSearch({ design: name }, 'offer its moves as numbers');
    if (snapshots === null) throw new CannotSearch({ design: name }, 'save its states');
    this.#flat = flat;
    this.bank = snapshots.bank;
    this.symmetries = symmetries;
  }

  get closed(): boolean {
    return this.#flat.closed;
  }

  moves(): readonly Move[] {
    return this.#flat.moves();
  }

  apply(move: Move): boolean {
    this.#flat.apply(move);
    return true;
  }

  costOf(): MoveCost {
    return A_STEP;
  }

  canGoOn(): boolean {
    return false;
  }

  arrive(): void {
    // All state is in the registers.
  }

  broken(): readonly string[] {
    return this.#flat.takeBroken();
  }
}
