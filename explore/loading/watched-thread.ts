/** A frame of a paused thread. The innermost one comes first in a list. */
export interface Frame {
  /** Of the script; '' if it has none. */
  readonly url: string;
  /** Counted from 1. */
  readonly line: number;
  /** '' if the function has no name. */
  readonly name: string;
}

/** Tells a thread's debugger to do something. */
export type Command = 'enable' | 'pause' | 'stepOut' | 'disable';

/**
 * Finds out whether a thread is in a call of a user's function that does not return. It pauses the
 * thread; if a user's function is on the stack, it has the thread go on until the outermost one of
 * them has returned. No other code of the thread is slowed down.
 *
 *     asked --paused, no user's function--> left alone
 *       \--paused--> returning --paused, it has returned--> left alone
 *                        \--too many ticks--> due --paused, it has not returned--> stuck
 */
export class WatchedThread {
  readonly #tell: (command: Command) => void;
  readonly #isUsers: (frame: Frame) => boolean;
  #state: 'asked' | 'returning' | 'due' | 'left alone' = 'asked';
  /** How many frames the stack has up to the outermost call of a user's function. */
  #height = 0;
  #ticks = 0;

  constructor(tell: (command: Command) => void, isUsers: (frame: Frame) => boolean) {
    this.#tell = tell;
    this.#isUsers = isUsers;
    tell('enable');
    tell('pause');
  }

  /** Whether nothing more is to be learnt from it. */
  get isDone(): boolean {
    return this.#state === 'left alone';
  }

  /** Whether a user's function is known to be running. */
  get isSuspect(): boolean {
    return this.#state === 'returning' || this.#state === 'due';
  }

  /** Some time has passed. @param most so many ticks are too many for a call, at least 1 */
  tick(most: number): void {
    this.#ticks += 1;
    if (this.#ticks < most || this.#state !== 'returning') return;
    this.#state = 'due';
    this.#tell('pause');
  }

  /**
   * The thread is paused.
   * @returns the innermost user's function of a call that does not return; null: there is none
   */
  paused(frames: readonly Frame[]): Frame | null {
    const outermost = frames.findLastIndex(this.#isUsers);
    const height = frames.length - outermost;
    const hasReturned = this.isSuspect && frames.length < this.#height;
    if (outermost === -1 || hasReturned || this.isDone) {
      this.#state = 'left alone';
      // It goes on without a debugger.
      this.#tell('disable');
      return null;
    }
    if (this.#state === 'due') return frames.find(this.#isUsers) ?? null;
    if (this.#state === 'asked') {
      this.#state = 'returning';
      this.#height = height;
      this.#ticks = 0;
    }
    this.#tell('stepOut');
    return null;
  }
}
