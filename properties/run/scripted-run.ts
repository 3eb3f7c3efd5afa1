import { machineOf } from '../twin/machine-of.ts';
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Action } from '../../port/action.ts';
import type { Design } from '../../impl/designs/design.ts';
import { type Run } from '../../explore/run/run.ts';
import { NO_CACHES } from '../../explore/run/scope-caches.ts';
import type { Scope } from '../../explore/run/scope.ts';
import { World } from '../../explore/world/world.ts';
import type { Call } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import { allProperties } from '../../model/properties/all.ts';

/** A small scope in which most calls are possible. */
export const SMALL_SCOPE: Scope = {
  cpus: 2,
  irqs: 1,
  calls: 8,
  pages: 8,
  fillers: 0,
  requests: 'aligned',
  ...NO_CACHES,
  refusals: 4,
  callers: 'well-behaved',
  reserve: true,
  teardown: true,
  memory: 'adversarial',
  timers: 'exact',
};

/** The 4 GiB line, in pages of 4 KiB. */
export const DMA32 = 0x100000;

/** Builds a run by carrying it out; throws if an action is not enabled. */
export class ScriptedRun {
  readonly actions: Action[] = [];
  readonly world: World;
  readonly #design: Design;
  readonly #scope: Scope;

  constructor(design: Design, scope: Scope = SMALL_SCOPE) {
    this.#design = design;
    this.#scope = scope;
    this.world = new World(twinSubject(design, allProperties), scope, 'explain');
  }

  take(action: Action): this {
    if (!machineOf(this.world).enabled(action)) {
      throw new Error(`not enabled: ${JSON.stringify(action)}`);
    }
    this.world.apply(action);
    this.actions.push(action);
    return this;
  }

  /** Lets a context take `count` steps, or fewer if it cannot go on. */
  steps(on: ContextId, count: number = Infinity): this {
    for (let taken = 0; taken < count && machineOf(this.world).canStep(on); taken += 1) {
      this.take({ do: 'step', on });
    }
    return this;
  }

  /** Makes a call and lets it finish, as far as it can alone. */
  call(on: ContextId, call: Call): this {
    return this.take({ do: 'start', on, call }).steps(on);
  }

  /** Allocates `count` aligned pages up to `limit` (inclusive). */
  alloc(on: ContextId, count: number, limit: number): this {
    return this.call(on, { fn: 'alloc', sizePages: count, limit, aligned: true });
  }

  /** Frees, by its first page, what call number `call` was granted. */
  free(on: ContextId, call: number): this {
    return this.call(on, { fn: 'free', what: { call, offsetPages: 0 } });
  }

  /** Lets time pass, the timer expire and the work run, as far as they can. */
  retry(byJiffies: number): this {
    return this.take({ do: 'advance', byJiffies }).steps('timer').steps('worker');
  }

  /** The run, with what it broke last as its expectation. */
  run(): Run {
    const breach = this.world.judges.breaches.at(-1);
    const expect =
      breach === undefined ? null : { property: breach.property, signature: breach.signature };
    return {
      ...designNames(this.#design),
      scope: this.#scope,
      expect,
      note: null,
      actions: this.actions,
    };
  }
}
