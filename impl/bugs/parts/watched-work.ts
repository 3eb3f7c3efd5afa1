import { DelayedWork } from '../../kernel/delayed-work.ts';

/** A delayed work that steps may ask for its state. */
export class WatchedWork extends DelayedWork {
  /** `work_busy() & WORK_BUSY_RUNNING`: an unordered read. */
  isRunning(): boolean {
    this.looked();
    return this.running;
  }
}
