import type { Action } from '../../../port/action.ts';
import type { RangeSet } from '../../../model/range-set.ts';

/** A state of a closed world: what decides whether to stay in it for ever is fair. */
export interface State {
  /** Contexts, and the timer, that can move: a bit each. */
  readonly enabled: number;
  /** CPUs that are in a call: a bit each. */
  readonly calling: number;
  readonly deferred: RangeSet;
  /** The first way here; null: the world begins so. */
  readonly via: Edge | null;
}

/** One move from one state to the next. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly action: Action;
  /** Who moves, as a bit; 0: memory or time. */
  readonly by: number;
  /** After it, memory has been there for the whole of a window. */
  readonly endsWindow: boolean;
}

/** All that can happen in a closed world. */
export interface Graph {
  readonly states: readonly State[];
  /** By state. */
  readonly edges: readonly (readonly Edge[])[];
  /** There are more states than were to be visited. */
  readonly truncated: boolean;
}

/** The shortest way from the beginning to the state. */
export function wayTo(graph: Graph, state: number): readonly Edge[] {
  const way: Edge[] = [];
  for (let via = graph.states[state]?.via ?? null; via !== null;) {
    way.push(via);
    via = graph.states[via.from]?.via ?? null;
  }
  return way.reverse();
}
