import type { Action } from '../../port/action.ts';
import type { Subject } from '../../port/subject.ts';
import { WorldModel } from '../engines/shortest/world-model.ts';
import { scopeOfRun } from '../minimal/scope-of-run.ts';
import { numberByCaller, numberInOrder } from '../run/number-calls.ts';
import type { Run } from '../run/run.ts';
import { isHeavilyStocked } from '../run/scope-caches.ts';
import { scriptOf } from '../run/script-file.ts';
import type { Move } from '../state-space/model.ts';
import { CannotSearch } from '../world/cannot-search.ts';
import type { Execution } from '../world/execution.ts';
import { adaptRun, ownedActions } from '../world/adapt-run.ts';
import { judgedFor } from '../world/judged-for.ts';
import { GoodEnds, type Place } from './good-end.ts';

/**
 * What decided that a run breaks a property. The same calls are made by each context in the same
 * order, with at most as many refusals; what may differ is who goes next, which request is refused,
 * and when timers expire. An action after which no such continuation keeps the property, although
 * one before it does, has decided it.
 */
export type Explanation =
  /** Action number `action` (from 1) decided it; `instead` would have avoided it. */
  | {
      readonly kind: 'decided';
      readonly action: number;
      readonly taken: Deciding;
      readonly instead: Deciding;
      /** A run that does `instead` and goes on to a good end; it keeps the property. */
      readonly neighbour: Run;
      /** What that run breaks instead, by signature; [] as a rule. */
      readonly breaks: readonly string[];
    }
  /** Every order of these calls breaks it, whatever is refused. */
  | { readonly kind: 'always' }
  /** It is not known; `why`: a bound, or what no search can follow. */
  | {
      readonly kind: 'open';
      readonly why: string;
      /** From after this action on (from 0) every continuation breaks it; null: not even that. */
      readonly surelyAfter: number | null;
    };

/** An action that decides, with the label of its step; empty if it is none. */
export interface Deciding {
  readonly action: Action;
  readonly at: string;
}

/** For all searches of one explanation together: most take a hundredth of it. */
const VISITS_MAX = 5000;

/**
 * Finds out what decided that the run shows the signature.
 * @param execution the run as it happened, up to and including the action that shows it
 */
export function explainRun(subject: Subject, execution: Execution, signature: string): Explanation {
  if (isHeavilyStocked(execution.scope)) return open('its caches hold too much to be searched');
  let model: WorldModel;
  try {
    const scope = scopeOfRun(execution);
    model = new WorldModel(judgedFor(subject, signature), scope, scriptOf(execution));
  } catch (error) {
    if (!(error instanceof CannotSearch)) throw error;
    return open(`the system cannot ${error.what}`);
  }
  const ends = new GoodEnds(model, VISITS_MAX);
  const way = follow(model, ends, execution);
  if (way === null) return open('a search lets no memory become scarce, nor time pass in part');
  for (let at = way.moves.length - 1; at >= 0; at -= 1) {
    const place = way.places[at] as Place;
    // The move that was taken leads to no good end, as the round before has shown.
    for (const { move, to } of ends.branchesFrom(place)) {
      if (to === null || move === way.moves[at]) continue;
      const end = ends.from(to);
      if (end.kind === 'bound') return open(`after ${VISITS_MAX} states`, at + 1);
      if (end.kind === 'none') continue;
      const before = way.moves.slice(0, at);
      const moves = [...before, move, ...end.moves];
      return decided(subject, model, execution, at, moves, (action) => ends.labelAt(place, action));
    }
  }
  return { kind: 'always' };
}

function open(why: string, surelyAfter: number | null = null): Explanation {
  return { kind: 'open', why, surelyAfter };
}

/** The run as moves of a model, with the place before each move. */
interface Way {
  readonly moves: readonly Move[];
  readonly places: readonly Place[];
}

/** The moves of the run up to the one that breaks the property; null: a search lacks one. */
function follow(model: WorldModel, ends: GoodEnds, { actions, refusedAt }: Execution): Way | null {
  const { callers } = model.world.system.calls;
  const numbered = numberByCaller(actions, callers);
  const moves: Move[] = [];
  const places: Place[] = [];
  let place = ends.begin;
  for (const [at, action] of numbered.entries()) {
    // Pressure only refuses what is asked for: its refusals are taken one by one.
    if (action.do === 'pressure') continue;
    const taken =
      action.do === 'step' && refusedAt.includes(at) ? { ...action, refuse: true } : action;
    const key = JSON.stringify(taken);
    const branch = ends
      .branchesFrom(place)
      .find(({ move }) => JSON.stringify(model.actionOf(move)) === key);
    if (branch === undefined) return null;
    moves.push(branch.move);
    places.push(place);
    if (branch.to === null) break;
    place = branch.to;
  }
  return { moves, places };
}

function decided(
  subject: Subject,
  model: WorldModel,
  { scope, actions, refusedAt }: Execution,
  at: number,
  moves: readonly Move[],
  labelOf: (action: Action) => string,
): Explanation {
  const { callers } = model.world.system.calls;
  const all = numberInOrder(
    moves.map((move) => model.actionOf(move)),
    callers,
  );
  const { design, policy } = subject;
  const happened = adaptRun(subject, scope, ownedActions(all), null);
  // Pressure is no move: actions are counted in the run, moves are not.
  const numbers = actions.flatMap((action, number) => (action.do === 'pressure' ? [] : [number]));
  const number = numbers[at] as number;
  const instead = all[at] as Action;
  const action = actions[number] as Action;
  const isRefused = action.do === 'step' && refusedAt.includes(number);
  const taken: Action = isRefused ? { ...action, refuse: true } : action;
  return {
    kind: 'decided',
    action: number + 1,
    taken: { action: taken, at: labelOf(taken) },
    instead: { action: instead, at: labelOf(instead) },
    neighbour: { design, policy, scope, expect: null, note: null, actions: happened.actions },
    breaks: happened.breaches.map(({ signature }) => signature),
  };
}
