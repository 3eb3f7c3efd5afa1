import { machineOf } from '../twin/machine-of.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import type { Move } from '../../explore/state-space/model.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { Design } from '../../impl/designs/design.ts';
import { keyOf } from '../../abstraction/key-of.ts';
import type { Fact } from '../../model/fact.ts';
import { allProperties } from '../../model/properties/all.ts';
import type { Register } from '../../abstraction/register.ts';
import { FollowedModel } from './followed-model.ts';
import type { SeededDraw } from './seeded-draw.ts';

const WALK_STEPS = 70;
const FUTURE_STEPS = 40;
/** At most so many different contents that look the same are kept. */
const VARIANTS_MAX = 12;

/**
 * Random walks over a design's states. Each state is compared with one in which every register
 * holds what it held in another state in which it looked the same: a search takes such states for
 * one.
 */
export class Futures {
  /** The number of pairs of states compared. */
  pairs = 0;
  /** The differences found, in words. */
  readonly different: string[] = [];
  readonly #model: WorldModel;
  readonly #followed: FollowedModel;
  readonly #draw: SeededDraw;
  /** By pool and observed value: the contents that registers have held. */
  readonly #held = new Map<string, unknown[]>();

  constructor(design: Design, scope: Scope, draw: SeededDraw) {
    this.#model = new WorldModel(twinSubject(design, allProperties), scope, null);
    this.#followed = new FollowedModel(this.#model);
    this.#draw = draw;
  }

  walk(initial: readonly unknown[]): void {
    const { world } = this.#model;
    world.restore(initial);
    for (let steps = 0; steps < WALK_STEPS && !world.judges.closed; steps += 1) {
      const moves = this.#moves();
      if (moves.length === 0) return;
      this.#followed.apply(this.#draw.pick(moves));
      this.#meet();
    }
  }

  save(): readonly unknown[] {
    return this.#model.world.save();
  }

  #moves(): readonly Move[] {
    return this.#model.moves(machineOf(this.#model.world).calls.count, 0);
  }

  /** Compares the state with one that has the same key, assembled from contents of other states. */
  #meet(): void {
    const { world } = this.#model;
    if (world.judges.closed) return;
    const saved = world.save();
    const other = world.bank.registers.map((register, at) => this.#alike(register, saved[at]));
    if (other.every((held, at) => held === saved[at])) return;
    world.restore(other);
    const text = world.key();
    world.restore(saved);
    if (text !== world.key()) this.different.push(`${world.key()}\n${text}`);
    else this.#compare(saved, other);
    world.restore(saved);
  }

  /** Contents that look the same, from this or another state. */
  #alike(register: Register, held: unknown): unknown {
    const text = `${register.pool} ${keyOf(register.observe())}`;
    const known = this.#held.get(text) ?? [];
    this.#held.set(text, known);
    if (!known.includes(held) && known.length < VARIANTS_MAX) known.push(held);
    return this.#draw.pick(known);
  }

  #compare(one: readonly unknown[], other: readonly unknown[]): void {
    this.pairs += 1;
    const moves: Move[] = [];
    const story = this.#futureOf(one, (enabled) => {
      const move = this.#draw.pick(enabled);
      moves.push(move);
      return move;
    });
    let taken = 0;
    const otherStory = this.#futureOf(other, () => moves[taken++] ?? null);
    const at = story.findIndex((line, n) => line !== otherStory[n]);
    if (at >= 0 || story.length !== otherStory.length) {
      this.different.push(`${story[at]}\n${otherStory[at]}`);
    }
  }

  /** The fact, except for what has no consequences. */
  #heard(fact: Fact): unknown {
    // Its words say what freed memory held when it was freed.
    if (fact.kind === 'misused') return { ...fact, what: null };
    if (fact.kind !== 'work' || fact.dueJiffies === null) return fact;
    // Only the time left until then counts, not the time of day.
    const { nowJiffies } = machineOf(this.#model.world).kernel.clock;
    return { ...fact, dueJiffies: fact.dueJiffies - nowJiffies };
  }

  /** What can be observed from a state on: enabled moves, facts, breaches, and the last state. */
  #futureOf(
    from: readonly unknown[],
    choose: (enabled: readonly Move[]) => Move | null,
  ): readonly string[] {
    const { world } = this.#model;
    world.restore(from);
    const story: string[] = [];
    world.onFact = (fact) => story.push(withoutTurns(keyOf(this.#heard(fact))));
    for (let steps = 0; steps < FUTURE_STEPS && !world.judges.closed; steps += 1) {
      const enabled = this.#moves();
      story.push(enabled.join());
      const move = enabled.length === 0 ? null : choose(enabled);
      if (move === null || !enabled.includes(move)) break;
      story.push(String(this.#followed.apply(move)), ...this.#model.broken());
    }
    world.onFact = null;
    return [...story, withoutTurns(world.key())];
  }
}

/**
 * The text without the part of pointers that says which object of its call a pointer names: that
 * depends on the number of objects that the call has allocated before.
 */
function withoutTurns(text: string): string {
  return text.replaceAll(/-\d{6,}/g, (pointer) => String(Math.ceil(Number(pointer) / 8)));
}
