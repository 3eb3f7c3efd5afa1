import { joinBanks, type RegisterBank } from '../../abstraction/register.ts';
import type { Symmetry } from '../../abstraction/symmetry.ts';
import type { Model, Move, MoveCost } from '../state-space/model.ts';
import type { WorldModel } from '../engines/shortest/world-model.ts';
import type { Abstraction } from './abstraction.ts';
import type { DeferralGhost } from './deferral-ghost.ts';
import type { LifetimeGhost } from './lifetime-ghost.ts';

/** A design in a scope. Each of its steps is looked up in the abstract systems. */
export class ComparedModel implements Model {
  readonly bank: RegisterBank;
  /** None: the ghosts name calls by the contexts that make them. */
  readonly symmetries: readonly Symmetry[] = [];
  readonly #model: WorldModel;
  readonly #abstraction: Abstraction;

  constructor(model: WorldModel, abstraction: Abstraction) {
    this.#model = model;
    this.#abstraction = abstraction;
    this.bank = joinBanks([model.bank, ghostBank(abstraction)]);
  }

  get closed(): boolean {
    return this.#model.closed;
  }

  moves(calls: number, refusals: number): readonly Move[] {
    return this.#model.moves(calls, refusals);
  }

  apply(move: Move): boolean {
    return this.#abstraction.apply(this.#model.actionOf(move));
  }

  costOf(move: Move): MoveCost {
    return this.#model.costOf(move);
  }

  canGoOn(on: number): boolean {
    return this.#model.canGoOn(on);
  }

  arrive(): void {
    this.#abstraction.mismatch = null;
    this.#model.arrive();
  }

  /** The places at which a step was taken that no abstract system has. */
  broken(): readonly string[] {
    const { mismatch } = this.#abstraction;
    return mismatch === null ? [] : [mismatch.at];
  }

  /** Hangs are not looked for here; other searches find them. */
  probe(): string | null {
    return null;
  }
}

function ghostBank(abstraction: Abstraction): RegisterBank {
  return {
    registers: [
      { pool: 'deferral', of: 'deferral', observe: () => abstraction.ghost },
      { pool: 'lifetimes', of: 'lifetimes', observe: () => abstraction.lifetimes.ghost },
    ],
    read: (into, at) => {
      into[at] = abstraction.ghost;
      into[at + 1] = abstraction.lifetimes.ghost;
    },
    write: (from, at) => {
      abstraction.ghost = from[at] as DeferralGhost;
      abstraction.lifetimes.ghost = from[at + 1] as LifetimeGhost;
    },
  };
}
