import { vi } from 'vitest';
import { WorldModel } from '../../explore/engines/shortest/world-model.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { Move } from '../../explore/state-space/model.ts';
import { Position } from '../../explore/state-space/position.ts';
import { RecalledWalk } from '../../explore/state-space/recalled-walk.ts';
import { ModelWalk, type StateWalk } from '../../explore/state-space/state-walk.ts';
import type { Design } from '../../impl/designs/design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';

/** A state that is gone on from, and what the run to it has spent. */
interface Waiting {
  readonly vector: Int32Array;
  readonly calls: number;
  readonly refusals: number;
}

/** What a walk shows of a move, apart from the state that it leads to. */
function taken(walk: StateWalk, move: Move, model: WorldModel): unknown {
  const before = model.world.judges.witnesses.slice();
  const counts = walk.take(move);
  const now = model.world.judges.witnesses;
  const raised = now.map((count, at) => count - (before[at] as number));
  return counts ? [walk.broken(), raised] : 'does not count';
}

/** The hangs that a walk finds from the present state. */
function hangsOf(walk: StateWalk): unknown {
  const hangs: unknown[] = [];
  const bound = walk.probe((moves, signatures) => hangs.push([[...moves], [...signatures]]));
  return [bound, hangs];
}

/** Where what is remembered and what the model does differ, and how many moves were remembered. */
export class RecalledComparison {
  readonly differences: string[] = [];
  moves = 0;
  readonly #model: WorldModel;
  readonly #position: Position;
  readonly #recalled: RecalledWalk;
  readonly #plain: ModelWalk;
  readonly #met = new Set<string>();
  readonly #waiting: Waiting[] = [];
  /** The moves that the model made because they were not remembered. */
  readonly #made: { readonly mock: { readonly calls: readonly unknown[] } };

  constructor(design: Design, scope: Scope) {
    this.#model = new WorldModel(twinSubject(design, allProperties), scope, null);
    this.#made = vi.spyOn(this.#model.recallable, 'act');
    this.#position = new Position(this.#model, false);
    this.#recalled = new RecalledWalk(this.#model, this.#model.recallable, this.#position);
    this.#plain = new ModelWalk(this.#model, this.#position, true);
    this.#meet(0, 0);
  }

  get remembered(): number {
    return this.moves - this.#made.mock.calls.length;
  }

  #meet(calls: number, refusals: number): void {
    const key = `${this.#position.numbers.join()} ${calls} ${refusals}`;
    if (this.#met.has(key)) return;
    this.#met.add(key);
    this.#waiting.push({ vector: this.#position.numbers.slice(), calls, refusals });
  }

  /** Goes on from so many states. */
  compare(states: number): this {
    for (const one of this.#waiting) {
      if (this.#met.size > states) break;
      this.#goOnFrom(one);
    }
    return this;
  }

  #goOnFrom({ vector, calls, refusals }: Waiting): void {
    const [recalled, plain] = [this.#recalled, this.#plain];
    recalled.goTo(vector);
    const moves = recalled.closed ? [] : [...recalled.moves(calls, refusals)];
    const who = [...this.#model.world.system.contexts.keys()];
    const goesOn = recalled.closed ? [] : who.filter((on) => recalled.canGoOn(on));
    const hangs = hangsOf(recalled);
    plain.goTo(vector);
    const all = plain.closed ? [] : plain.moves(calls, refusals);
    this.#note('moves', moves, all);
    this.#note('who goes on', goesOn, plain.closed ? [] : who.filter((on) => plain.canGoOn(on)));
    this.#note('hangs', hangs, hangsOf(plain));
    for (const move of moves) this.#take(vector, move, calls, refusals);
  }

  #take(vector: Int32Array, move: Move, calls: number, refusals: number): void {
    this.moves += 1;
    const name = JSON.stringify(this.#model.actionOf(move));
    this.#recalled.goTo(vector);
    const known = taken(this.#recalled, move, this.#model);
    const there = this.#position.numbers.slice();
    this.#plain.goTo(vector);
    const real = taken(this.#plain, move, this.#model);
    this.#note(name, known, real);
    if (known === 'does not count') return;
    this.#note(`the state after ${name}`, [...there], [...this.#position.numbers]);
    const cost = this.#model.costOf(move);
    this.#meet(calls + cost.calls, refusals + cost.refusals);
  }

  #note(what: string, known: unknown, real: unknown): void {
    const texts = [known, real].map((one) => JSON.stringify(one));
    if (texts[0] !== texts[1]) this.differences.push(`${what}: ${texts[0]}, but ${texts[1]}`);
  }
}
