import type { Subject } from '../../../port/subject.ts';
import type { Execution } from '../../world/execution.ts';
import { adaptRun, ownedActions } from '../../world/adapt-run.ts';
import type { Scope } from '../../run/scope.ts';
import type { HuntLimits } from './attempt.ts';
import { signaturesIn, type Survey, survey } from './survey.ts';

type Timers = Scope['timers'];

/**
 * What the design without the mistake breaks by itself. That does not count as catching the bug.
 */
export class Baseline {
  readonly #base: Subject;
  readonly #scope: Scope;
  readonly #limits: HuntLimits;
  readonly #known: ReadonlySet<string>;
  readonly #surveys = new Map<Timers, Survey>();

  /**
   * @param base the design without the mistake
   * @param known signatures of the base under these callers, in whatever scope they were found
   */
  constructor(base: Subject, scope: Scope, limits: HuntLimits, known: readonly string[]) {
    this.#base = base;
    this.#scope = scope;
    this.#limits = limits;
    this.#known = new Set(known);
  }

  /**
   * Whether the signature is new in the scope of the bug: it is not known, and the base does not
   * show it there.
   */
  isNewInScope(signature: string, timers: Timers): boolean {
    return !this.#known.has(signature) && !signaturesIn(this.#surveyed(timers)).includes(signature);
  }

  /** Why the base may break more in the scope than was found; null: all was searched. */
  boundIn(timers: Timers): string | null {
    return this.#surveyed(timers).bound;
  }

  /**
   * Whether the signature is new in a run: it is not known, and the base does not show it in that
   * run.
   */
  isNewInRun(signature: string, { scope, actions }: Execution): boolean {
    if (this.#known.has(signature)) return false;
    const followed = adaptRun(this.#base, scope, ownedActions(actions), signature);
    return !followed.breaches.some((breach) => breach.signature === signature);
  }

  #surveyed(timers: Timers): Survey {
    let surveyed = this.#surveys.get(timers);
    if (surveyed === undefined) {
      const scope = { ...this.#scope, timers };
      surveyed = survey(this.#base, scope, this.#limits);
      this.#surveys.set(timers, surveyed);
    }
    return surveyed;
  }
}
