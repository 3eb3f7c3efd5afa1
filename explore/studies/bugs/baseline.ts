import type { SeededBug } from '../../../impl/bugs/seeded-bug.ts';
import type { Property } from '../../../model/property.ts';
import type { Execution } from '../../world/execution.ts';
import { adaptRun, ownedActions } from '../../world/adapt-run.ts';
import type { Scope } from '../../run/scope.ts';
import type { HuntLimits } from './attempt.ts';
import { signaturesIn, type Survey, survey } from './survey.ts';

type Timers = Scope['timers'];

/** What the design without the mistake breaks by itself: that does not count. */
export class Baseline {
  readonly #bug: SeededBug;
  readonly #scope: Scope;
  readonly #properties: readonly Property[];
  readonly #limits: HuntLimits;
  readonly #known: ReadonlySet<string>;
  readonly #surveys = new Map<Timers, Survey>();

  /** @param known signatures of the base under these callers, in whatever scope they were found */
  constructor(
    bug: SeededBug,
    scope: Scope,
    properties: readonly Property[],
    limits: HuntLimits,
    known: readonly string[],
  ) {
    this.#bug = bug;
    this.#scope = scope;
    this.#properties = properties;
    this.#limits = limits;
    this.#known = new Set(known);
  }

  /** Whether the signature is new in the scope of the bug: neither known, nor found there. */
  isNewInScope(signature: string, timers: Timers): boolean {
    return !this.#known.has(signature) && !signaturesIn(this.#surveyed(timers)).includes(signature);
  }

  /** Why the base may break more in the scope than was found; null: all was searched. */
  boundIn(timers: Timers): string | null {
    return this.#surveyed(timers).bound;
  }

  /** Whether the signature is new in a run: neither known, nor shown by the base in that run. */
  isNewInRun(signature: string, { scope, actions }: Execution): boolean {
    if (this.#known.has(signature)) return false;
    const { base } = this.#bug;
    const followed = adaptRun(base, this.#properties, scope, ownedActions(actions), signature);
    return !followed.breaches.some((breach) => breach.signature === signature);
  }

  #surveyed(timers: Timers): Survey {
    let surveyed = this.#surveys.get(timers);
    if (surveyed === undefined) {
      const scope = { ...this.#scope, timers };
      surveyed = survey(this.#bug.base, scope, this.#properties, this.#limits);
      this.#surveys.set(timers, surveyed);
    }
    return surveyed;
  }
}
