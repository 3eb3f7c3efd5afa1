import type { Subject } from '../../port/subject.ts';
import type { CheckTask } from './check-plan.ts';
import { noticingEveryCall, unlessNoneBegan } from './every-call.ts';
import { exhaustPart } from './exhaustive-task.ts';
import type { Findings } from './findings.ts';
import { judgedIn } from '../world/judged-in.ts';
import { walkRandomly } from './random-task.ts';
import { budgetWithin } from '../state-space/limits.ts';
import { type ScopeSearch, searchScope } from '../engines/shortest/search-scope.ts';
import { Crew, type Seat } from '../crew/crew.ts';
import { turning } from '../world/cut-short.ts';
import type { Watch } from '../state-space/watch.ts';

/**
 * Does one task of a check, with the engine that the task names.
 * @param again the same subject, loaded afresh: some runs are made again on it
 * @throws CutShort with what was found, if a step throws or a run does not happen again
 */
export function doTask(
  subject: Subject,
  task: CheckTask,
  watch: Watch,
  again: Subject = subject,
): Findings {
  const judged = judgedIn(subject, task.scope);
  if (task.kind === 'random') {
    return walkRandomly(judged, task, watch, judgedIn(again, task.scope));
  }
  const { script } = task;
  const noticing = noticingEveryCall(judged, script);
  switch (task.kind) {
    case 'shortest':
      return unlessNoneBegan(searchForShortest(noticing, task, watch), script);
    case 'exhaustive':
      return unlessNoneBegan(exhaustPart(noticing, task, watch), script);
  }
}

/** A search of all states. */
export type SearchTask = Extract<CheckTask, { kind: 'shortest' }>;

/**
 * Does a search in one of several threads that do it together. What seat 0 returns is what
 * `doTask()` would.
 * @throws BrokenCrew if another thread gives up. If this one throws anything else, the crew still
 *   waits for it: let it `leave()`.
 */
export function doSearchTogether(
  subject: Subject,
  task: SearchTask,
  watch: Watch,
  seat: Seat,
): Findings {
  const judged = noticingEveryCall(judgedIn(subject, task.scope), task.script);
  const search = searchTask(judged, task, watch, new Crew(seat));
  return unlessNoneBegan(findingsOf(judged, search), task.script);
}

function searchForShortest(judged: Subject, task: SearchTask, watch: Watch): Findings {
  return turning(
    () => searchTask(judged, task, watch, null),
    (search) => findingsOf(judged, search),
  );
}

function searchTask(
  judged: Subject,
  { scope, script, first = [], settings }: SearchTask,
  watch: Watch,
  crew: Crew | null,
): ScopeSearch {
  const { maxStates, exact, preemptions } = settings;
  const maxMegabytes = settings.maxMegabytes * (crew?.seats ?? 1);
  const budget = budgetWithin({ maxStates, maxMegabytes }, watch);
  return searchScope(judged, scope, budget, { exact, preemptions, script, first }, crew);
}

function findingsOf(judged: Subject, search: ScopeSearch): Findings {
  return {
    cheapest: search.found,
    rough: search.hangs.filter(([hang]) => search.found.every(([signature]) => signature !== hang)),
    witnesses: Object.fromEntries(
      judged.properties.map(({ id }, at) => [id, search.witnesses[at] ?? 0]),
    ),
    runs: 0,
    actions: search.transitions,
    states: search.states,
    collisions: search.collisions,
    unending: 0,
    entries: {},
    unrepeated: null,
    bound: search.bound,
    fault: null,
  };
}
