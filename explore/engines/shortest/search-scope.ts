import type { Subject } from '../../../port/subject.ts';
import type { Execution } from '../../world/execution.ts';
import { compareCost } from '../../state-space/cost.ts';
import { confirmRun } from '../../world/confirm-run.ts';
import { CutShort } from '../../world/cut-short.ts';
import { NotRepeatable } from '../../world/not-repeatable.ts';
import { UnsteadyReads } from '../../tables/memo.ts';
import type { Scope } from '../../run/scope.ts';
import type { Script } from '../../run/script.ts';
import type { Budget } from '../../state-space/budget.ts';
import { Courier } from '../../crew/courier.ts';
import type { Crew } from '../../crew/crew.ts';
import type { Position } from '../../state-space/position.ts';
import { checkStations } from './check-stations.ts';
import { numberInOrder } from '../../run/number-calls.ts';
import type { Path } from '../../state-space/endings.ts';
import type { Found } from '../../state-space/found.ts';
import type { SearchOptions } from '../../state-space/search-options.ts';
import { ShortestSearch } from '../../state-space/shortest.ts';
import { WorldModel } from './world-model.ts';

/** What a search of one scope found. */
export interface ScopeSearch {
  /** A run of each signature. No cheaper one exists in the scope if `bound` is null. */
  readonly found: readonly (readonly [signature: string, run: Execution])[];
  /** A run of each signature that ends in a hang. There may be cheaper ones. */
  readonly hangs: readonly (readonly [signature: string, run: Execution])[];
  readonly states: number;
  readonly transitions: number;
  /** Look-ups that met another state with the same fingerprint; counted only with `exact`. */
  readonly collisions: number;
  /** The number of times that the witness of each property occurred. */
  readonly witnesses: readonly number[];
  /** The bound that was hit; null: every state was visited. */
  readonly bound: string | null;
}

export interface ScopeOptions extends SearchOptions {
  /** The calls that are made; null: every call that the scope allows. */
  readonly script: Script | null;
  /**
   * Only runs are searched whose first calls are these, as many as each begins. Absent: all runs.
   */
  readonly first?: Script;
}

/**
 * Visits every state of the scope, cheapest runs first, and confirms each run that it found.
 * @param crew the threads that search together. Seat 0 returns what one thread alone would have
 *   found, and its budget counts, for all together; what the others return means nothing.
 * @throws CannotSearch if the system cannot save its states
 * @throws CutShort with what was found, if a step throws or a run does not do what the search says;
 *   in a crew, what was thrown
 * @throws BrokenCrew if another thread of the crew gives up
 */
export function searchScope(
  subject: Subject,
  scope: Scope,
  budget: Budget,
  options: ScopeOptions,
  crew: Crew | null = null,
): ScopeSearch {
  checkStations(subject, scope);
  const model = new WorldModel(subject, scope, options.script, options.first);
  const join = (position: Position): Courier => new Courier(crew as Crew, position, model);
  const search = new ShortestSearch(model, options, crew === null ? null : join);
  const confirm = confirmIn(subject, scope, model);
  try {
    const found = search.search(budget);
    return resultOf(found, search.gather(model.world.judges.witnesses), confirm);
  } catch (error) {
    if (crew !== null) throw error;
    const found = search.found('an error ended it');
    const why = error instanceof UnsteadyReads ? new NotRepeatable(UNSTEADY) : error;
    throw new CutShort(resultOf(found, [model.world.judges.witnesses], orNull(confirm)), why);
  }
}

const UNSTEADY = 'looks at other state although all that it had looked at is the same';

/** Confirms the runs of a model, each by the signature that it is to show. */
function confirmIn(subject: Subject, scope: Scope, model: WorldModel): Confirm<Execution> {
  return (signature, { moves }) => {
    const actions = moves.map((move) => model.actionOf(move));
    const numbered = numberInOrder(actions, model.world.system.calls.callers);
    return confirmRun(subject, scope, numbered, signature);
  };
}

type Confirm<R> = (signature: string, path: Path) => R;

/** The same, but for a run that shows something else by now it returns null. */
function orNull(confirm: Confirm<Execution>): Confirm<Execution | null> {
  return (signature, path) => {
    try {
      return confirm(signature, path);
    } catch {
      return null;
    }
  };
}

/** @throws NotRepeatable if a run, confirmed, has another cost than the search says */
function resultOf(
  found: Found,
  witnesses: readonly (readonly number[])[],
  confirm: Confirm<Execution | null>,
): ScopeSearch {
  const runs = (paths: ReadonlyMap<string, Path>): readonly (readonly [string, Execution])[] =>
    [...paths].flatMap(([signature, path]) => {
      const run = confirm(signature, path);
      return run === null ? [] : [[signature, run] as const];
    });
  const shortest = runs(found.shortest);
  for (const [signature, { cost }] of shortest) {
    if (compareCost(cost, (found.shortest.get(signature) as Path).cost) === 0) continue;
    throw new NotRepeatable(`has another cost for "${signature}"`);
  }
  return {
    found: shortest,
    hangs: runs(found.hangs),
    states: found.states,
    transitions: found.transitions,
    collisions: found.collisions,
    witnesses: (witnesses[0] ?? []).map((_, at) =>
      witnesses.reduce((sum, counts) => sum + (counts[at] as number), 0),
    ),
    bound: found.bound,
  };
}
