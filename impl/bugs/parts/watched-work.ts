import { DelayedWork } from '../../kernel/delayed-work.ts';

/** A delayed work whose state steps can read. */
export class WatchedWork extends DelayedWork {
  /** `work_busy() & WORK_BUSY_RUNNING`: an unordered read. */
  isRunning(): boolean {
    this.looked();
    return this.running;
  }
}
