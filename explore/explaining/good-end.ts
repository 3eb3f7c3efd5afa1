import type { Action } from '../../port/action.ts';
import type { WorldModel } from '../engines/shortest/world-model.ts';
import type { Move } from '../state-space/model.ts';
import { Position } from '../state-space/position.ts';
import { ModelWalk } from '../state-space/state-walk.ts';

/** A state, and what was spent on the way to it. */
export interface Place {
  readonly vector: Int32Array;
  readonly calls: number;
  readonly refusals: number;
  /** The mover of the last move; null: it has none. */
  readonly last: number | null;
}

/** A move from a place. `to`: where it leads; null: it breaks the property. */
export interface Branch {
  readonly move: Move;
  readonly to: Place | null;
}

/** How a search for a good end ended; `bound`: it visited as many states as it may. */
export type EndSearch =
  | { readonly kind: 'good'; readonly moves: readonly Move[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'bound' };

/** A place on the present path of a search. */
interface Frame {
  readonly key: string;
  readonly branches: readonly Branch[];
  /** The next branch to take. */
  next: number;
  readonly isAtRest: boolean;
}

/**
 * Looks for good ends. An end is good if nothing has broken the property on the way, every call
 * that can be made has been made, no context is in the middle of anything, and nothing is left to
 * do; or what is left, as work that arms itself again, leads back to where it began.
 */
export class GoodEnds {
  /** Where nothing has happened. */
  readonly begin: Place;
  readonly #model: WorldModel;
  readonly #position: Position;
  readonly #walk: ModelWalk;
  /** From these states no good end can be reached. */
  readonly #doomed = new Set<string>();
  #visits = 0;
  readonly #visitsMax: number;

  /** @param visitsMax for all searches together */
  constructor(model: WorldModel, visitsMax: number) {
    this.#model = model;
    this.#position = new Position(model, false);
    this.#walk = new ModelWalk(model, this.#position, false);
    this.#visitsMax = visitsMax;
    this.begin = { vector: this.#position.numbers.slice(), calls: 0, refusals: 0, last: null };
  }

  /** What can be done from there: those that go on alone first, and refusals last. */
  branchesFrom(place: Place): readonly Branch[] {
    const walk = this.#walk;
    walk.goTo(place.vector);
    if (walk.closed) return [];
    const branches: Branch[] = [];
    for (const move of walk.moves(place.calls, place.refusals)) {
      walk.goTo(place.vector);
      if (!walk.take(move)) continue;
      const { calls, refusals, on } = this.#model.costOf(move);
      const isBroken = walk.broken().length > 0 || walk.closed;
      const to: Place = {
        vector: this.#position.numbers.slice(),
        calls: place.calls + calls,
        refusals: place.refusals + refusals,
        last: on ?? place.last,
      };
      branches.push({ move, to: isBroken ? null : to });
    }
    const rank = ({ move }: Branch): number => {
      const { refusals, on } = this.#model.costOf(move);
      return refusals * 4 + (on === null ? 2 : on === place.last ? 0 : 1);
    };
    return branches.toSorted((a, b) => rank(a) - rank(b) || a.move - b.move);
  }

  /** The label of the step that the action takes from there; empty: it takes none. */
  labelAt(place: Place, action: Action): string {
    if (action.do !== 'step') return '';
    this.#walk.goTo(place.vector);
    return this.#model.world.system.context(action.on)?.next?.at ?? '';
  }

  /** A way from there to a good end, if there is one. */
  from(place: Place): EndSearch {
    const path: Frame[] = [];
    const moves: Move[] = [];
    const onPath = new Map<string, Frame>();
    const visited = new Set<string>();
    const enter = (at: Place): EndSearch | null => {
      const key = keyOf(at);
      const before = onPath.get(key);
      if (before?.isAtRest === true) return { kind: 'good', moves: moves.slice() };
      if (visited.has(key) || this.#doomed.has(key)) {
        moves.pop();
        return null;
      }
      if (this.#visits >= this.#visitsMax) return { kind: 'bound' };
      this.#visits += 1;
      visited.add(key);
      const branches = this.branchesFrom(at);
      const isAtRest = this.#isAtRest(at, branches);
      if (isAtRest && branches.length === 0) return { kind: 'good', moves: moves.slice() };
      const frame: Frame = { key, branches, next: 0, isAtRest };
      path.push(frame);
      onPath.set(key, frame);
      return null;
    };
    const first = enter(place);
    if (first !== null) return first;
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const branch = frame.branches[frame.next];
      frame.next += 1;
      if (branch === undefined) {
        path.pop();
        moves.pop();
        onPath.delete(frame.key);
      } else if (branch.to !== null) {
        moves.push(branch.move);
        const end = enter(branch.to);
        if (end !== null) return end;
      }
    }
    for (const key of visited) this.#doomed.add(key);
    return { kind: 'none' };
  }

  /** No call is in progress or can begin, and no context is in the middle of anything. */
  #isAtRest({ vector }: Place, branches: readonly Branch[]): boolean {
    this.#walk.goTo(vector);
    if (this.#walk.closed) return false;
    if (this.#model.world.system.contexts.some(({ busy }) => busy)) return false;
    return branches.every(({ move }) => this.#model.costOf(move).calls === 0);
  }
}

/** Places that agree in it have the same future. */
function keyOf({ vector, refusals }: Place): string {
  return `${refusals} ${vector.join()}`;
}
