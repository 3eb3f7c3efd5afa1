import type { Fact } from '../../model/fact.ts';
import { PROPERTY_OF_MISUSE } from '../../model/properties/misuse.ts';
import type { Pfn } from '../../model/range.ts';
import type { Allowed } from './find-steps.ts';
import {
  lifeState,
  lived,
  type LifetimeGhost,
  noLives,
  unbornState,
  withoutDead,
} from './lifetime-ghost.ts';
import type { StepFinder } from './step-finder.ts';
import type { Valuation } from './term.ts';

/**
 * A page that takes a step which the system does not allow. `page` is null if an object is misused.
 */
export interface Stray {
  readonly page: Pfn | null;
  readonly before: Valuation;
  readonly now: Valuation;
}

/**
 * Properties whose breach no step of the system shows: a use, a free or a listing of a wrong
 * object.
 */
const WITHOUT_STEP: readonly string[] = ['MEM-1', 'MEM-2', 'LST-1'];

/**
 * Follows each page of each range that a run grants, and each of those pages for a range that may
 * still be granted. Each in turn is the page that the system is about.
 */
export class Lifetimes {
  ghost: LifetimeGhost = noLives;
  readonly #steps: StepFinder;
  #before: LifetimeGhost = noLives;
  #misused: string | null = null;

  constructor(steps: StepFinder) {
    this.#steps = steps;
  }

  /** A step of the run begins. */
  begin(): void {
    this.#before = this.ghost;
    this.#misused = null;
  }

  hear(fact: Fact): void {
    this.ghost = lived(this.ghost, fact);
    if (fact.kind !== 'misused') return;
    const property = PROPERTY_OF_MISUSE[fact.misuse];
    if (WITHOUT_STEP.includes(property)) this.#misused = property;
  }

  /**
   * The step is over. Returns a page for which it is no step of the system; null: there is none.
   */
  end(allowed: Allowed): Stray | null {
    const before = this.#before;
    const now = this.ghost;
    if (this.#misused !== null) {
      const what = this.#misused;
      return { page: null, before: { [what]: false }, now: { [what]: true } };
    }
    if (before === now) return null;
    this.ghost = withoutDead(now);
    const pages = new Set<Pfn>();
    for (const [at, life] of now.lives.entries()) {
      const { page } = life;
      const was = before.lives[at];
      const from = was === undefined ? unbornState(before, page) : lifeState(before, was);
      const stray = this.#look(page, from, lifeState(now, life), allowed);
      if (stray !== null) return stray;
      pages.add(page);
    }
    for (const page of pages) {
      const stray = this.#look(page, unbornState(before, page), unbornState(now, page), allowed);
      if (stray !== null) return stray;
    }
    return null;
  }

  #look(page: Pfn, before: Valuation, now: Valuation, allowed: Allowed): Stray | null {
    return this.#steps.find(before, now, allowed) ? null : { page, before, now };
  }
}
