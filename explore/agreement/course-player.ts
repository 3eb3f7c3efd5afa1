import type { Design } from '../../impl/designs/design.ts';
import type { Outcome } from '../../impl/kernel/routine.ts';
import { type Call, type Request, withPage } from '../../model/call.ts';
import type { Fact, Need } from '../../model/fact.ts';
import type { Range } from '../../model/range.ts';
import { hasRole } from '../../model/role.ts';
import { originOf } from '../../port/call-origin.ts';
import { SoleCaller } from '../recorded/sole-caller.ts';
import type { Course, CourseRound, PlannedRefusal } from './course.ts';
import { inSections, type Observation, observationOf } from './observation.ts';

/** More steps than a call takes. One that takes more has met a cycle. */
const STEPS_MAX = 20_000;

/** What a design did in a round. */
export interface Played {
  /** `not made`: the call names a grant that there is not. `never`: the round does not end. */
  readonly reply: 'granted' | 'refused' | 'done' | 'never' | 'not made';
  /** What an allocation got, a lookup found, or a reservation returns; null: nothing. */
  readonly range: Range | null;
  /** How often the work ran. */
  readonly works: number;
  readonly observations: readonly Observation[];
  /** What the tree holds at the end; null: there is none any more, or it cannot be trusted. */
  readonly tree: readonly Range[] | null;
}

const NOT_MADE: Played = { reply: 'not made', range: null, works: 0, observations: [], tree: null };

/** A design that is given round after round of a course. */
export class CoursePlayer {
  readonly #design: Design;
  readonly #caller: SoleCaller;
  /** What each call got; null: nothing. */
  readonly #grants: (Range | null)[] = [];
  #refused: readonly PlannedRefusal[] = [];
  readonly #asked = new Map<Need, number>();
  #observations: Observation[] = [];
  #isMisused = false;
  #isLooking = false;
  #isTornDown = false;

  constructor(design: Design, course: Course) {
    this.#design = design;
    const { granule, startPfn, nowJiffies, fillers, memory } = course;
    this.#caller = new SoleCaller(
      design,
      { granule, startPfn, nowJiffies, treeMemory: memory, stepsMax: STEPS_MAX },
      { refuses: (need) => this.#refuses(need) },
    );
    for (let pfn = fillers?.lo ?? 1; pfn <= (fillers?.hi ?? 0); pfn += 1) {
      this.#caller.call({ fn: 'reserve', lo: pfn, hi: pfn });
    }
    this.#caller.onFact = (fact) => this.#hear(fact);
  }

  play(round: CourseRound): Played {
    this.#refused = round.refused;
    this.#asked.clear();
    this.#observations = [];
    if (round.do === 'call') return this.#make(round.call);
    const { kernel } = this.#caller;
    const works =
      round.do === 'work'
        ? this.#caller.runWork()
        : this.#caller.advanceTo(kernel.clock.nowJiffies + round.byJiffies);
    return this.#played(works === null ? 'never' : 'done', null, works ?? 0);
  }

  /** Whether a work is pending. */
  get isArmed(): boolean {
    return (this.#caller.domain.work?.pending ?? 'no') !== 'no';
  }

  #make(call: Call): Played {
    const request = this.#resolve(call);
    if (request === null) {
      this.#grants.push(null);
      return NOT_MADE;
    }
    const outcome = this.#caller.call(request);
    if (hasRole(request, 'tears down')) this.#isTornDown = true;
    this.#grants.push(grantOf(request, outcome));
    if (outcome === null) return this.#played('never', null, 0);
    return this.#played(outcome.kind, rangeIn(request, outcome), 0);
  }

  #played(reply: Played['reply'], range: Range | null, works: number): Played {
    const observations = inSections(this.#observations);
    return { reply, range, works, observations, tree: this.#tree(reply) };
  }

  /** A tree that was misused may lead nowhere, or round in a circle. */
  #tree(reply: Played['reply']): readonly Range[] | null {
    if (this.#isTornDown || reply === 'never' || this.#isMisused) return null;
    this.#isLooking = true;
    const { ranges } = this.#design.dump(this.#caller.domain);
    this.#isLooking = false;
    return ranges.map(([lo, hi]) => ({ lo, hi }));
  }

  #resolve(call: Call): Request | null {
    if (!('what' in call)) return call;
    if ('pfn' in call.what) return withPage(call, call.what.pfn, null);
    const range = this.#grants[call.what.call] ?? null;
    if (range === null || range.lo + call.what.offsetPages > range.hi) return null;
    return withPage(call, range.lo + call.what.offsetPages, originOf(call));
  }

  #refuses(need: Need): boolean {
    const nth = (this.#asked.get(need) ?? 0) + 1;
    this.#asked.set(need, nth);
    return this.#refused.some(
      (refusal) => refusal.need === need && (refusal.nth === 'every' || refusal.nth === nth),
    );
  }

  #hear(fact: Fact): void {
    // To look at a list of freed objects is a misuse by nobody.
    if (this.#isLooking) return;
    if (fact.kind === 'misused') this.#isMisused = true;
    const { place, clock, current } = this.#caller.kernel;
    // Nobody else acts during a teardown, so whether it takes the lock is no difference.
    const isLock = fact.kind === 'locked' || fact.kind === 'unlocked';
    if (isLock && current?.id === 'teardown') return;
    const observation = observationOf(fact, place, clock.nowJiffies);
    if (observation !== null) this.#observations.push(observation);
  }
}

function grantOf(request: Request, outcome: Outcome | null): Range | null {
  if (outcome === null || outcome.kind === 'refused') return null;
  if (outcome.kind === 'granted') return { lo: outcome.lo, hi: outcome.hi };
  return request.fn === 'reserve' ? { lo: request.lo, hi: request.hi } : null;
}

/** Frees answer nothing: some designs return what they removed all the same. */
function rangeIn(request: Request, outcome: Outcome): Range | null {
  if (outcome.kind === 'granted') return { lo: outcome.lo, hi: outcome.hi };
  const answers = request.fn === 'find' || request.fn === 'reserve';
  return outcome.kind === 'done' && answers ? outcome.range : null;
}
