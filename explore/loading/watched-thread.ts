/** A frame of a paused thread. The innermost one comes first in a list. */
export interface Frame {
  /** Of the script; '' if it has none. */
  readonly url: string;
  /** Counted from 1. */
  readonly line: number;
  /** '' if the function has no name. */
  readonly name: string;
}

/** Tells a thread's debugger to do something. `ask` has it read the pulse of the thread. */
export type Command = 'enable' | 'pause' | 'ask' | 'disable';

/**
 * Finds out whether a thread is in a function of the user's that does not return. It looks at the
 * thread from time to time: pauses it, and has it go on at once. If a user's function is on the
 * stack, and no function of a design or policy has been entered since an earlier look, it is the
 * same call. Between two looks the debugger is off, so that it slows nothing down.
 *
 *     idle --look()--> asked --paused(), no user's function--> released --released()--> idle
 *                        \--paused(), a user's function--> read --felt()--> released
 */
export class WatchedThread {
  readonly #tell: (command: Command) => void;
  readonly #isUsers: (frame: Frame) => boolean;
  #state: 'idle' | 'asked' | 'read' | 'released' = 'idle';
  #frames: readonly Frame[] = [];
  /** The pulse at the first look at the same call, and the ticks since; null: at none. */
  #since: { readonly pulse: number; ticks: number } | null = null;

  constructor(tell: (command: Command) => void, isUsers: (frame: Frame) => boolean) {
    this.#tell = tell;
    this.#isUsers = isUsers;
  }

  /** Whether its debugger may have something to do. */
  get isBusy(): boolean {
    return this.#state !== 'idle';
  }

  /** Some time has passed. */
  tick(): void {
    if (this.#since !== null) this.#since.ticks += 1;
  }

  /** Looks at the thread, unless that is going on. */
  look(): void {
    if (this.isBusy) return;
    this.#state = 'asked';
    this.#tell('enable');
    this.#tell('pause');
  }

  /** The thread is paused. */
  paused(frames: readonly Frame[]): void {
    if (this.#state === 'asked' && frames.some(this.#isUsers)) {
      this.#state = 'read';
      this.#frames = frames;
      this.#tell('ask');
      return;
    }
    this.#since = null;
    this.release();
  }

  /**
   * The pulse of the thread, which is paused.
   * @param most so many ticks are too many for a call
   * @returns the innermost user's function of a call that does not return; null: there is none
   */
  felt(pulse: number, most: number): Frame | null {
    if (this.#state !== 'read') return null;
    this.release();
    if (this.#since?.pulse !== pulse) this.#since = { pulse, ticks: 0 };
    if (this.#since.ticks < most) return null;
    this.#since = null;
    return this.#frames.find(this.#isUsers) ?? null;
  }

  /** Lets it go on, without a debugger. */
  release(): void {
    if (!this.isBusy || this.#state === 'released') return;
    this.#state = 'released';
    this.#tell('disable');
  }

  /** Its debugger has done what `release()` asked for. */
  released(): void {
    if (this.#state === 'released') this.#state = 'idle';
  }
}
