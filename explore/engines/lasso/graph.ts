import type { Action } from '../../../port/action.ts';
import type { Breach } from '../../../model/judges.ts';
import type { RangeSet } from '../../../model/range-set.ts';

/** A state of a closed world, reduced to what decides whether a cycle is fair. */
export interface State {
  /** The contexts that can move, as bits in their order; the timer is the last. */
  readonly enabled: number;
  /** The contexts that are in a call, as bits. */
  readonly calling: number;
  readonly deferred: RangeSet;
  /** The edge by which the state was first reached; null: it is the initial state. */
  readonly via: Edge | null;
}

/** A move from one state to another or the same. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly action: Action;
  /** The context that moves, as a bit; 0: memory or time. */
  readonly by: number;
  /** Whether memory has been available for a whole window after the move. */
  readonly endsWindow: boolean;
}

/** The graph of the states of a closed world; states are numbered from 0, the initial state. */
export interface Graph {
  readonly states: readonly State[];
  /** By state: the moves from it. */
  readonly edges: readonly (readonly Edge[])[];
  /** Whether some states were not visited. */
  readonly truncated: boolean;
  /** The first move found that breaks what must hold meanwhile; null: none does. */
  readonly broken: { readonly edge: Edge; readonly breach: Breach } | null;
}

/** The shortest path from the initial state to the state. */
export function wayTo(graph: Graph, state: number): readonly Edge[] {
  const way: Edge[] = [];
  for (let via = graph.states[state]?.via ?? null; via !== null;) {
    way.push(via);
    via = graph.states[via.from]?.via ?? null;
  }
  return way.reverse();
}
