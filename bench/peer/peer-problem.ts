import { Context } from '../../impl/kernel/context.ts';
import { Kernel } from '../../impl/kernel/kernel.ts';
import type { SharedState } from '../../impl/kernel/shared-state.ts';
import type { Routine } from '../../impl/kernel/routine.ts';
import { Stations } from '../../impl/kernel/stations.ts';
import type { Register, RegisterBank } from '../../abstraction/register.ts';
import { Assertions } from './assertions.ts';
import type { PeerBounds } from './bounds.ts';
import { Counters } from './counters.ts';
import { DeferredList } from './deferred-list.ts';
import { Driver, driver } from './driver.ts';
import { Lock } from './lock.ts';
import { Pages } from './pages.ts';
import { RetryWork } from './retry-work.ts';
import { teardown } from './teardown.ts';
import { Forks } from './way.ts';
import { worker } from './worker.ts';

/** The problem of `iova.pml`: what its processes share, and which processes there are. */
export class PeerProblem {
  readonly bounds: PeerBounds;
  readonly kernel = new Kernel();
  readonly forks = new Forks(this.kernel);
  readonly assertions: Assertions;
  readonly pages: Pages;
  readonly list = new DeferredList(this.kernel, this.forks);
  readonly lock = new Lock(this.kernel);
  readonly work = new RetryWork(this.kernel);
  readonly counters: Counters;
  readonly drivers: readonly Driver[];
  /** The drivers, the worker, the teardown, in this order. */
  readonly processes: readonly Context[];

  constructor(bounds: PeerBounds) {
    const { kernel } = this;
    this.bounds = bounds;
    this.assertions = new Assertions(kernel, bounds.judged);
    this.pages = new Pages(kernel, bounds.pages, this.assertions);
    this.counters = new Counters(kernel, bounds.refusals);
    this.drivers = Array.from({ length: bounds.drivers }, (_, at) => new Driver(kernel, at));
    const working = new Context('worker');
    const tearing = new Context('teardown');
    // All drivers run one program, so they share their stations.
    const stations = new Stations();
    for (const context of this.drivers) {
      context.begin(kernel, null, () => stations.begin(null, () => driver(this)));
    }
    working.begin(kernel, null, () => new Stations().begin(null, () => worker(this)));
    tearing.begin(kernel, null, () => new Stations().begin(null, () => teardown(this)));
    this.processes = [...this.drivers, working, tearing];
  }

  /**
   * The whole state. The name of each register of a process begins with the name of the process.
   */
  bank(): RegisterBank {
    const { processes, drivers } = this;
    const shared = [
      ...drivers.map(({ slots }) => slots.bits),
      this.pages.bits,
      this.list.bits,
      this.work.bits,
      this.counters.bits,
    ];
    const { lock, assertions } = this;
    const named = (pool: string, part: SharedState, of = pool): Register => ({
      pool,
      of,
      observe: () => part.observe(),
    });
    return {
      registers: [
        ...processes.map((process) => process.bank([]).registers[0] as Register),
        ...drivers.map(({ id, slots }) => named('slots', slots.bits, `${id} slots`)),
        named('pages', this.pages.bits),
        named('list', this.list.bits),
        named('work', this.work.bits),
        named('counters', this.counters.bits),
        named('lock', lock),
        named('broken', assertions),
      ],
      read(into, from) {
        let at = from;
        for (const process of processes) into[at++] = process.routine;
        for (const bits of shared) into[at++] = bits.save();
        into[at] = lock.save();
        into[at + 1] = assertions.save();
      },
      write(saved, from) {
        let at = from;
        for (const process of processes) process.routine = saved[at++] as Routine | null;
        for (const bits of shared) bits.restore(saved[at++]);
        lock.restore(saved[at]);
        assertions.restore(saved[at + 1]);
      },
    };
  }
}
