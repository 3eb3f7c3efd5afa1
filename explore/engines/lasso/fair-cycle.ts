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

/** The fair cycle that comes round soonest, of these the one of fewest moves; null: none. */
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
        // Without the states in which they can move, the rest may be fair.
        parts.push(members.filter((state) => ((graph.states[state]?.enabled ?? 0) & unfair) === 0));
      }
    }
  }
  return best === null ? null : edgesAlong(best);
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
  readonly from: number;
  readonly at: number;
  readonly cost: number;
  readonly taken: boolean;
  readonly moved: number;
  /** Who must have moved at the end. */
  readonly could: number;
  readonly edge: Edge | null;
  readonly before: Walk | null;
}

/** What a jiffy costs; a move costs 1: no cycle has so many moves. */
const JIFFY_COST = 1_000_000;

function costOf({ action }: Edge): number {
  return 1 + (action.do === 'advance' ? action.byJiffies * JIFFY_COST : 0);
}

/** The cycle that comes round soonest, of these the one of fewest moves; `best` if none is less. */
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
  // It takes such a move: it may as well begin with it.
  const starts = new Set(edges.filter(query.takes).map(({ from }) => from));
  let soonest = best;
  for (const from of [...starts].toSorted((a, b) => a - b)) {
    soonest = cycleFrom(graph, from, edgesOf, query, soonest);
  }
  return soonest;
}

/** The least cost first, until a walk is back with all done, or none is left that beats `best`. */
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
