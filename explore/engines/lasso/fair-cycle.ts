import { components } from './components.ts';
import type { Edge, Graph } from './graph.ts';

/**
 * Which contexts must move at some time. `weak`: a context that can always move from some moment on
 * does move. `queued`: a context that can move again and again does move, too. That is so with a
 * spinlock that serves its waiters first come, first served (a Streett condition for each context).
 */
export type Fairness = 'weak' | 'queued';

/** The cycle to look for. */
export interface CycleQuery {
  readonly fairness: Fairness;
  /** Whether the cycle may visit the state. */
  readonly within: (state: number) => boolean;
  /** The cycle must take at least one edge for which this is true. */
  readonly takes: (edge: Edge) => boolean;
}

/**
 * The fair cycle whose round takes the least time and, among those, the fewest moves; null: there
 * is none.
 */
export function findFairCycle(graph: Graph, query: CycleQuery): readonly Edge[] | null {
  const edgesOf = (state: number): readonly Edge[] =>
    (graph.edges[state] ?? []).filter(({ to }) => query.within(to));
  const parts: number[][] = [[...graph.states.keys()].filter(query.within)];
  let best: Walk | null = null;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    for (const members of components(part, edgesOf)) {
      const inside = new Set(members);
      const edges = members.flatMap((state) => edgesOf(state).filter(({ to }) => inside.has(to)));
      if (!edges.some(query.takes)) continue;
      const unfair = passedOver(graph, members, edges, query.fairness);
      if (unfair === 0) {
        best = soonestCycle(graph, edges, query, best);
      } else if (query.fairness === 'queued') {
        // A part without the states in which they can move may have a fair cycle.
        parts.push(members.filter((state) => ((graph.states[state]?.enabled ?? 0) & unfair) === 0));
      }
    }
  }
  return best === null ? null : edgesAlong(best);
}

/** The contexts that never move in the component although fairness demands it, as bits. */
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

/** A walk within a component, as a linked list from its end. */
interface Walk {
  readonly from: number;
  readonly at: number;
  readonly cost: number;
  readonly taken: boolean;
  /** The contexts that have moved, as bits. */
  readonly moved: number;
  /** The contexts that must have moved at the end, as bits. */
  readonly could: number;
  readonly edge: Edge | null;
  readonly before: Walk | null;
}

/** The cost of a jiffy; a move costs 1. No cycle has that many moves. */
const JIFFY_COST = 1_000_000;

function costOf({ action }: Edge): number {
  return 1 + (action.do === 'advance' ? action.byJiffies * JIFFY_COST : 0);
}

/** The cheapest cycle of the component; `best` if none is cheaper. */
function soonestCycle(
  graph: Graph,
  edges: readonly Edge[],
  query: CycleQuery,
  best: Walk | null,
): Walk | null {
  const edgesOf = new Map<number, Edge[]>();
  for (const edge of edges) {
    const others = edgesOf.get(edge.from);
    if (others === undefined) edgesOf.set(edge.from, [edge]);
    else others.push(edge);
  }
  // The cycle must take such an edge, so it may as well begin with one.
  const starts = new Set(edges.filter(query.takes).map(({ from }) => from));
  let soonest = best;
  for (const from of [...starts].toSorted((a, b) => a - b)) {
    soonest = cycleFrom(graph, from, edgesOf, query, soonest);
  }
  return soonest;
}

/**
 * The cheapest cycle from `from` back to it that meets the query; `best` if none is cheaper. Walks
 * are extended in order of their cost.
 */
function cycleFrom(
  graph: Graph,
  from: number,
  edgesOf: ReadonlyMap<number, readonly Edge[]>,
  { fairness, takes }: CycleQuery,
  best: Walk | null,
): Walk | null {
  const could = graph.states[from]?.enabled ?? 0;
  const start: Omit<Walk, 'edge' | 'before'> = {
    from,
    at: from,
    cost: 0,
    taken: false,
    moved: 0,
    could,
  };
  const seen = new Set<string>();
  const byCost = new Map<number, Walk[]>([[0, [{ ...start, edge: null, before: null }]]]);
  while (byCost.size > 0) {
    const cost = Math.min(...byCost.keys());
    const walks = byCost.get(cost) ?? [];
    byCost.delete(cost);
    for (const walk of walks) {
      if (best !== null && (cost > best.cost || (cost === best.cost && from > best.from)))
        return best;
      if (walk.at === from && walk.taken && (walk.could & ~walk.moved) === 0) return walk;
      const key = [walk.at, walk.taken, walk.moved, walk.could].join();
      if (seen.has(key)) continue;
      seen.add(key);
      for (const edge of edgesOf.get(walk.at) ?? []) {
        const { enabled } = graph.states[edge.to] as { enabled: number };
        const next: Walk = {
          from,
          at: edge.to,
          cost: cost + costOf(edge),
          taken: walk.taken || takes(edge),
          moved: walk.moved | edge.by,
          could: fairness === 'weak' ? walk.could & enabled : walk.could | enabled,
          edge,
          before: walk,
        };
        const alike = byCost.get(next.cost);
        if (alike === undefined) byCost.set(next.cost, [next]);
        else alike.push(next);
      }
    }
  }
  return best;
}

function edgesAlong(end: Walk): readonly Edge[] {
  const edges: Edge[] = [];
  for (let walk: Walk | null = end; walk !== null; walk = walk.before) {
    if (walk.edge !== null) edges.push(walk.edge);
  }
  return edges.reverse();
}
