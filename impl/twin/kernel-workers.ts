import type { Design, Domain } from '../designs/design.ts';
import { Context } from '../kernel/context.ts';
import type { DelayedWork } from '../kernel/delayed-work.ts';
import type { Coroutine } from '../kernel/effect.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Outcome, Routines } from '../kernel/routine.ts';
import { Stations } from '../kernel/stations.ts';
import { strands } from '../kernel/strand.ts';
import { runOfTrim, runOfWork } from './perform.ts';

/** A context that runs a work. */
interface Worker {
  readonly context: Context;
  /** Null: the design has no such work, and the context never runs. */
  readonly work: DelayedWork | null;
  /**
   * That its timer expires, and that a worker takes it up, is one step. So it is with the works of
   * depots: no caller can tell whether such a work is pending on its timer or on a worklist.
   */
  readonly isOneStep: boolean;
  readonly routines: Routines;
  run(): Coroutine<Outcome>;
}

/** The contexts that run works: the one that retries deferred erases, and one for each depot. */
export class KernelWorkers {
  readonly contexts: readonly Context[];
  /** The one that retries deferred erases. */
  readonly retrying: Context = new Context('worker');
  readonly #kernel: Kernel;
  readonly #all: readonly Worker[];

  constructor(design: Design, domain: Domain, forSearch: boolean) {
    this.#kernel = domain.kernel;
    // Each has coroutines of its own: they are told apart by what they serve, and works serve none.
    const routines = (): Routines => (forSearch ? new Stations() : strands);
    const depots = domain.caches?.depots ?? [];
    this.#all = [
      {
        context: this.retrying,
        work: domain.work,
        isOneStep: false,
        routines: routines(),
        run: () => runOfWork(design, domain),
      },
      ...depots.map(({ order, work }) => ({
        context: new Context(`trim${order}`),
        work,
        isOneStep: true,
        routines: routines(),
        run: () => runOfTrim(design, domain, order),
      })),
    ];
    this.contexts = this.#all.map(({ context }) => context);
  }

  /** All works that there are. */
  *works(): Generator<DelayedWork, void, undefined> {
    for (const { work } of this.#all) if (work !== null) yield work;
  }

  /** Whether the context, which is idle, can begin a run of its work now. */
  canBegin(context: Context, timerMayFire: (dueJiffies: number) => boolean): boolean {
    for (const { context: own, work, isOneStep } of this.#all) {
      if (own !== context || work === null) continue;
      if (work.pending === 'worklist') return true;
      return isOneStep && work.pending === 'timer' && timerMayFire(work.dueJiffies);
    }
    return false;
  }

  /** Begins a run of the work of the context. */
  begin(context: Context): void {
    const worker = this.#of(context);
    const { work, routines } = worker;
    this.#kernel.place = 'kworker: picks up the work';
    if (worker.isOneStep && work?.pending === 'timer') work.expire();
    work?.pickUp();
    context.begin(this.#kernel, null, () => routines.begin(null, () => worker.run()));
  }

  /** The run of the work of the context has ended. */
  end(context: Context): void {
    this.#of(context).work?.returned();
  }

  #of(context: Context): Worker {
    return this.#all.find((one) => one.context === context) as Worker;
  }
}
