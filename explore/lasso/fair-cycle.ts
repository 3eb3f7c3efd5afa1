import { components } from './components.ts';
import type { Edge, Graph } from './graph.ts';

/**
 * Who is not passed over for ever. `weak`: whoever can move from some moment on does. `queued`:
 * whoever can move again and again does, too; so it is with a spinlock that serves those who wait
 * for it first come, first served (a Streett condition for each of them).
 */
export type Fairness = 'weak' | 'queued';

/** Where a cycle is looked for, and what must happen in it. */
export interface CycleQuery {
  readonly fairness: Fairness;
  /** The cycle stays in these states. */
  readonly within: (state: number) => boolean;
  /** It takes such a move. */
  readonly takes: (edge: Edge) => boolean;
}

/** A fair cycle, the shortest through the state where it begins; null: there is none. */
export function findFairCycle(graph: Graph, query: CycleQuery): readonly Edge[] | null {
  const edgesOf = (state: number): readonly Edge[] =>
    (graph.edges[state] ?? []).filter(({ to }) => query.within(to));
  const parts: number[][] = [[...graph.states.keys()].filter(query.within)];
  let best: readonly Edge[] | null = null;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    for (const members of components(part, edgesOf)) {
      const inside = new Set(members);
      const edges = members.flatMap((state) => edgesOf(state).filter(({ to }) => inside.has(to)));
      if (!edges.some(query.takes)) continue;
      const unfair = passedOver(graph, members, edges, query.fairness);
      if (unfair === 0) {
        const cycle = shortestCycle(graph, Math.min(...members), inside, edgesOf, query);
        if (best === null || cycle.length < best.length) best = cycle;
      } else if (query.fairness === 'queued') {
        // Without the states in which they can move, the rest may be fair.
        parts.push(members.filter((state) => ((graph.states[state]?.enabled ?? 0) & unfair) === 0));
      }
    }
  }
  return best;
}

/** Who never moves in the component, although fairness says that they do: a bit each. */
function passedOver(
  graph: Graph,
  members: readonly number[],
  edges: readonly Edge[],
  fairness: Fairness,
): number {
  const enabled = members.map((state) => graph.states[state]?.enabled ?? 0);
  const could = enabled.reduce((a, b) => (fairness === 'weak' ? a & b : a | b));
  return could & ~edges.reduce((taken, { by }) => taken | by, 0);
}

/** Where a walk along a component has come, and what it has seen. */
interface Walk {
  readonly at: number;
  readonly taken: boolean;
  readonly moved: number;
  /** Who must have moved at the end. */
  readonly could: number;
  readonly edge: Edge | null;
  readonly before: Walk | null;
}

/** Breadth first, until a walk is back with all done. There is one: the component is fair. */
function shortestCycle(
  graph: Graph,
  from: number,
  inside: ReadonlySet<number>,
  edgesOf: (state: number) => readonly Edge[],
  { fairness, takes }: CycleQuery,
): readonly Edge[] {
  const could = graph.states[from]?.enabled ?? 0;
  const seen = new Set<string>();
  const walks: Walk[] = [{ at: from, taken: false, moved: 0, could, edge: null, before: null }];
  for (const walk of walks) {
    const isBack = walk.at === from && walk.edge !== null;
    if (isBack && walk.taken && (walk.could & ~walk.moved) === 0) return edgesAlong(walk);
    for (const edge of edgesOf(walk.at)) {
      if (!inside.has(edge.to)) continue;
      const { enabled } = graph.states[edge.to] as { enabled: number };
      const next: Walk = {
        at: edge.to,
        taken: walk.taken || takes(edge),
        moved: walk.moved | edge.by,
        could: fairness === 'weak' ? walk.could & enabled : walk.could | enabled,
        edge,
        before: walk,
      };
      const key = [next.at, next.taken, next.moved, next.could].join();
      if (seen.has(key)) continue;
      seen.add(key);
      walks.push(next);
    }
  }
  throw new Error('a fair component without a fair cycle');
}

function edgesAlong(end: Walk): readonly Edge[] {
  const edges: Edge[] = [];
  for (let walk: Walk | null = end; walk !== null; walk = walk.before) {
    if (walk.edge !== null) edges.push(walk.edge);
  }
  return edges.reverse();
}
