import { keyOf } from '../../abstraction/key-of.ts';
import type { Register } from '../../abstraction/register.ts';
import type { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import type { MoveChange, Move } from '../../explore/state-space/model.ts';

/** Takes moves of a model as a search does: afterwards it sets what follows from all else. */
export class FollowedModel {
  readonly model: WorldModel;
  /** By pool and observed value. */
  readonly #numbers = new Map<string, number>();

  /** @param model in its first state */
  constructor(model: WorldModel) {
    this.model = model;
    this.#follow(null);
  }

  apply(move: Move): boolean {
    const before = this.model.world.save();
    const met = this.model.apply(move);
    this.#follow(before);
    return met;
  }

  /** `before`: what the registers held before the move; null: there was none. */
  #follow(before: readonly unknown[] | null): void {
    const { world, derived } = this.model;
    if (derived === null) return;
    const now = world.save();
    const changed = [...now.keys()].filter((at) => before === null || now[at] !== before[at]);
    const numbers = world.bank.registers.map((register) => this.#numberOf(register));
    const change: MoveChange = {
      numbers: Int32Array.from(numbers),
      changed,
      contents: (place) => now[place],
      contentsBefore: (place) => before?.[place],
    };
    derived.follow(change, world.lastDeed);
  }

  /** One number for all contents that look the same. */
  #numberOf(register: Register): number {
    const text = `${register.pool} ${keyOf(register.observe())}`;
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}
