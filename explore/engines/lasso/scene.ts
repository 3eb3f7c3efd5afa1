import { QUIET_SCOPE } from '../../run/quiet-scope.ts';
import type { Scope } from '../../run/scope.ts';

/** A small world without an end: who calls, and what the adversary may do for ever. */
export interface Scene {
  readonly name: string;
  /** CPUs that call; 1 to 4. */
  readonly cpus: number;
  /** `none`: one range is allocated and freed. `goes on`: every CPU does so again and again. */
  readonly traffic: 'none' | 'goes on';
  /**
   * The adversary takes memory away and gives it back, but again and again it is there for so many
   * jiffies: from some moment when the clock reads T until the clock has passed T + window.
   * Infinity: once he has given it back it is there for good. Null: the retries get all that they
   * ask for. First erases he may refuse one by one in any case.
   */
  readonly windowJiffies: number | null;
}

/** The scenes that a design is tried in. */
export function scenes(windowJiffies: number): readonly [Scene, Scene, Scene] {
  const windows = `memory in windows of at least ${windowJiffies} ms`;
  return [
    {
      name: 'no further calls, memory is back for good',
      cpus: 1,
      traffic: 'none',
      windowJiffies: Infinity,
    },
    { name: `no further calls, ${windows}`, cpus: 1, traffic: 'none', windowJiffies },
    {
      name: 'calls go on, memory for every retry',
      cpus: 1,
      traffic: 'goes on',
      windowJiffies: null,
    },
  ];
}

/** As a run of the scene is told and replayed. */
export function scopeOfScene({ cpus }: Scene): Scope {
  return { ...QUIET_SCOPE, cpus, calls: 0 };
}
