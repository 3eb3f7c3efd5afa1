import { DelayedWork } from '../kernel/delayed-work.ts';
import { checkLockHeld } from '../kernel/guarded.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Kept } from '../kernel/kept.ts';
import { LOCK_RANKS } from '../kernel/lock-ranks.ts';
import { Spinlock } from '../kernel/spinlock.ts';
import type { OnlineCpus } from './online-cpus.ts';
import type { Magazine } from './cpu-cache.ts';

/**
 * The depot of one size class, in `struct iova_rcache`: a stack of full magazines, the top first.
 * Its lock protects the stack. Its work trims it.
 */
export class Depot extends Kept<readonly Magazine[]> {
  readonly lock: Spinlock;
  readonly work: DelayedWork;
  readonly order: number;

  constructor(kernel: Kernel, order: number, online: OnlineCpus) {
    super(kernel, [], `the depot of order ${order}`);
    this.order = order;
    const name = `the lock of the depot of order ${order}`;
    this.lock = new Spinlock(kernel, name, LOCK_RANKS.depot, false);
    this.lock.protects = { survey: () => this.#tell(online) };
    this.work = new DelayedWork(kernel, `the work of the depot of order ${order}`, order);
  }

  #tell(online: OnlineCpus): void {
    this.looked();
    const { length: magazines } = this.kept.value;
    this.kernel.emit({ kind: 'piled', order: this.order, magazines, online: online.count });
  }

  /** Its magazines; nobody is told that they are read. */
  get shown(): readonly Magazine[] {
    return this.kept.unread;
  }

  get size(): number {
    return this.#get().length;
  }

  push(magazine: Magazine): void {
    this.#set([magazine, ...this.#get()]);
  }

  /** Takes the magazine at the top; null: there is none. */
  pop(): Magazine | null {
    const [top = null, ...rest] = this.#get();
    if (top !== null) this.#set(rest);
    return top;
  }

  /** Takes all magazines away where no other context can reach them. Returns their number. */
  dismantle(): number {
    this.looked();
    const { length } = this.kept.value;
    this.#set([]);
    return length;
  }

  #get(): readonly Magazine[] {
    checkLockHeld(this.kernel, this.lock, this.name);
    this.looked();
    return this.kept.value;
  }

  #set(magazines: readonly Magazine[]): void {
    this.changed();
    this.kept.value = magazines;
  }
}
