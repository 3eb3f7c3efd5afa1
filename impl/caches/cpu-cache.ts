import type { Pfn } from '../../model/range.ts';
import { checkLockHeld } from '../kernel/guarded.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Kept } from '../kernel/kept.ts';
import { LOCK_RANKS } from '../kernel/lock-ranks.ts';
import { Spinlock } from '../kernel/spinlock.ts';

/** The first pages of cached ranges, in the order in which they came. Immutable. */
export type Magazine = readonly Pfn[];

/** The magazines of a CPU; null: there is none. */
export interface Magazines {
  readonly loaded: Magazine | null;
  readonly prev: Magazine | null;
}

/** `struct iova_cpu_rcache`: what one CPU caches of one size class. Its lock protects it. */
export class CpuCache extends Kept<Magazines> {
  readonly lock: Spinlock;
  readonly cpu: number;
  readonly order: number;

  constructor(kernel: Kernel, order: number, cpu: number) {
    super(kernel, { loaded: null, prev: null }, `the cache of CPU ${cpu}, order ${order}`);
    this.order = order;
    this.cpu = cpu;
    const name = `the lock of the cache of CPU ${cpu}, order ${order}`;
    this.lock = new Spinlock(kernel, name, LOCK_RANKS.cpuCache, false);
    this.lock.protects = { survey: () => this.#tell() };
  }

  #tell(): void {
    this.looked();
    const { loaded, prev } = this.kept.value;
    const ranges = (loaded?.length ?? 0) + (prev?.length ?? 0);
    this.kernel.emit({ kind: 'stocked', cpu: this.cpu, order: this.order, ranges });
  }

  /** Its magazines; nobody is told that they are read. */
  get shown(): Magazines {
    return this.kept.unread;
  }

  get(): Magazines {
    checkLockHeld(this.kernel, this.lock, this.name);
    this.looked();
    return this.kept.value;
  }

  /** Sets its magazines where no other context can reach it: before its use, and after. */
  install(loaded: Magazine | null, prev: Magazine | null): void {
    this.changed();
    this.kept.value = { loaded, prev };
  }

  /** Takes its magazines away where no other context can reach it. */
  dismantle(): Magazines {
    this.looked();
    const magazines = this.kept.value;
    this.install(null, null);
    return magazines;
  }

  set(loaded: Magazine | null, prev: Magazine | null): void {
    checkLockHeld(this.kernel, this.lock, this.name);
    this.install(loaded, prev);
  }
}
