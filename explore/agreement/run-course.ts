import type { Design } from '../../impl/designs/design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Fact, Need } from '../../model/fact.ts';
import type { Action } from '../../port/action.ts';
import type { TreeMemory } from '../../port/tree-memory.ts';
import type { Run } from '../run/run.ts';
import { fillersOf, GRANULE, spaceOf } from '../run/scope.ts';
import { World } from '../world/world.ts';
import type { Course, CourseRound, PlannedRefusal } from './course.ts';

/**
 * The calls of a run, one after the other in the order in which they begin. Each is refused what it
 * was refused in the run, by kind and number; so is the work.
 * @param design that of the run; an action that it cannot take ends the course
 * @param memory that of the course: the run may have another
 */
export function courseOfRun(design: Design, run: Run, memory: TreeMemory): Course {
  const listener = new RunListener(run.scope.timers === 'exact');
  const world = new World(twinSubject(design, []), run.scope, 'forward');
  world.onFact = (fact) => listener.hear(fact);
  for (const action of run.actions) {
    if (!world.system.enabled(action)) break;
    listener.begin(action, world.system.context('worker')?.busy === true);
    world.apply(action);
  }
  const { startPfn } = spaceOf(run.scope);
  const fillers = fillersOf(run.scope);
  const { rounds } = listener;
  return { granule: GRANULE, startPfn, nowJiffies: 0, fillers, memory, rounds };
}

interface DraftRound {
  readonly round: CourseRound;
  readonly counts: Map<Need, number>;
  readonly refused: PlannedRefusal[];
}

class RunListener {
  /** Time passes, and the work runs as it is due: it is no round of its own. */
  readonly #isExact: boolean;
  readonly #drafts: DraftRound[] = [];
  readonly #calls: DraftRound[] = [];
  /** The round in which the work runs; null: it has none yet. */
  #work: DraftRound | null = null;

  constructor(isExact: boolean) {
    this.#isExact = isExact;
  }

  get rounds(): readonly CourseRound[] {
    return this.#drafts.map(({ round, refused }) => ({ ...round, refused }));
  }

  begin(action: Action, isWorking: boolean): void {
    if (action.do === 'start') {
      this.#calls.push(this.#add({ do: 'call', call: action.call, refused: [] }));
    } else if (action.do === 'advance') {
      this.#work = this.#add({ do: 'time', byJiffies: action.byJiffies, refused: [] });
    } else if (action.do === 'step' && action.on === 'worker' && !isWorking && !this.#isExact) {
      this.#work = this.#add({ do: 'work', refused: [] });
    }
  }

  hear(fact: Fact): void {
    if (fact.kind !== 'memory') return;
    const draft = fact.call === null ? this.#work : this.#calls[fact.call];
    if (draft === null || draft === undefined) return;
    const nth = (draft.counts.get(fact.need) ?? 0) + 1;
    draft.counts.set(fact.need, nth);
    if (!fact.granted) draft.refused.push({ need: fact.need, nth });
  }

  #add(round: CourseRound): DraftRound {
    const draft = { round, counts: new Map(), refused: [] };
    this.#drafts.push(draft);
    return draft;
  }
}
