import type { Action } from '../../../port/action.ts';
import type { Breach } from '../../../model/judges.ts';
import type { Subject } from '../../../port/subject.ts';
import type { Pfn } from '../../../model/range.ts';
import { ClosedWorld } from './closed-world.ts';
import { type Fairness, findFairCycle } from './fair-cycle.ts';
import { type Edge, type Graph, wayTo } from './graph.ts';
import type { Scene } from './scene.ts';

/** What starves in a loop in which time passes. */
export type Starved =
  /** The deferred range with that page is never erased. */
  | { readonly kind: 'range'; readonly pfn: Pfn }
  /** A call on that CPU never responds. */
  | { readonly kind: 'call'; readonly on: string };

/** A run that never ends: the stem, then the loop for ever. Calls are numbered as in a run. */
export interface Lasso {
  readonly starved: Starved;
  /** What is assumed of the contexts that wait. */
  readonly fairness: Fairness;
  readonly stem: readonly Action[];
  readonly loop: readonly Action[];
  /** How long one round of the loop takes. */
  readonly roundJiffies: number;
}

/**
 * What a search of a scene has found. If it has no lasso and is not truncated, nothing starves; and
 * if no run is broken, what must hold meanwhile holds.
 */
export interface SceneFindings {
  readonly lasso: Lasso | null;
  /** A run that breaks what must hold meanwhile, numbered as in a run; null: none does. */
  readonly broken: { readonly actions: readonly Action[]; readonly breach: Breach } | null;
  readonly states: number;
  readonly truncated: boolean;
}

/** More states than any scene of a published design has. */
const STATES_MAX = 100_000;

/**
 * Looks for starvation: a deferred range that is never erased although memory is available for a
 * window again and again, or a call that never responds. The steps of the work take no time here:
 * if the work never comes to rest, that is a hang (LIV-2), not a loop in which time passes.
 * @throws CannotSearch if the system cannot save its states, or has no clock
 */
export function findLasso(subject: Subject, scene: Scene, fairness: Fairness): SceneFindings {
  const world = new ClosedWorld(subject, scene);
  const graph = world.explore(STATES_MAX);
  let lasso: Lasso | null = null;
  for (const { starved, within } of graph.truncated ? [] : victims(graph, scene)) {
    const takes = (edge: Edge): boolean => edge.endsWindow;
    const cycle = findFairCycle(graph, { fairness, within, takes });
    if (cycle === null) continue;
    const found = { starved, fairness, ...lassoOf(world, graph, cycle) };
    if (lasso === null || isSimpler(found, lasso)) lasso = found;
  }
  const broken = graph.broken === null ? null : brokenOf(world, graph, graph.broken);
  return { lasso, broken, states: graph.states.length, truncated: graph.truncated };
}

/** Whether a round of `one` takes less time or, if they take the same, `one` is shorter. */
function isSimpler(one: Lasso, other: Lasso): boolean {
  if (one.roundJiffies !== other.roundJiffies) return one.roundJiffies < other.roundJiffies;
  const length = ({ stem, loop }: Lasso): number => stem.length + loop.length;
  return length(one) < length(other);
}

/** What may starve, and the states in which it waits. */
function victims(
  { states }: Graph,
  { cpus }: Scene,
): readonly { readonly starved: Starved; readonly within: (state: number) => boolean }[] {
  const pfns = new Set<Pfn>();
  for (const { deferred } of states) {
    for (const { lo, hi } of deferred) for (let pfn = lo; pfn <= hi; pfn += 1) pfns.add(pfn);
  }
  const ranges = [...pfns].map((pfn) => ({
    starved: { kind: 'range', pfn } as const,
    within: (state: number) =>
      states[state]?.deferred.some(({ lo, hi }) => lo <= pfn && pfn <= hi) === true,
  }));
  const calls = Array.from({ length: cpus }, (_, cpu) => ({
    starved: { kind: 'call', on: `cpu${cpu}` } as const,
    within: (state: number) => ((states[state]?.calling ?? 0) & (1 << cpu)) !== 0,
  }));
  return [...ranges, ...calls];
}

function brokenOf(
  world: ClosedWorld,
  graph: Graph,
  { edge, breach }: NonNullable<Graph['broken']>,
): SceneFindings['broken'] {
  return { breach, actions: world.actionsAlong([...wayTo(graph, edge.from), edge]) };
}

/** Begins the loop where memory changes, or else where a call or a wait begins: it reads best. */
function lassoOf(
  world: ClosedWorld,
  graph: Graph,
  cycle: readonly Edge[],
): Pick<Lasso, 'stem' | 'loop' | 'roundJiffies'> {
  const kinds = ['pressure', 'start', 'advance'];
  const kind = kinds.find((some) => cycle.some(({ action }) => action.do === some));
  const first = cycle.findIndex(({ action }) => action.do === kind);
  const loop = [...cycle.slice(first), ...cycle.slice(0, first)];
  const stem = wayTo(graph, (loop[0] as Edge).from);
  const actions = world.actionsAlong([...stem, ...loop]);
  const roundJiffies = cycle.reduce(
    (sum, { action }) => sum + (action.do === 'advance' ? action.byJiffies : 0),
    0,
  );
  return { stem: actions.slice(0, stem.length), loop: actions.slice(stem.length), roundJiffies };
}
