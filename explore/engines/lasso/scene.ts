import { QUIET_SCOPE } from '../../run/quiet-scope.ts';
import type { Scope } from '../../run/scope.ts';

/** A small world without an end: which CPUs call, and what the adversary may do for ever. */
export interface Scene {
  readonly name: string;
  /** CPUs that call; 1 to 4. */
  readonly cpus: number;
  /** `none`: one range is allocated and freed. `goes on`: every CPU does so again and again. */
  readonly traffic: 'none' | 'goes on';
  /**
   * The adversary takes memory away and gives it back. Again and again memory must be available for
   * this number of jiffies: from a moment when the clock reads T until the clock has passed T +
   * window. Infinity: once memory is given back it stays for good. Null: retries are granted all
   * their requests. In every case the adversary may refuse first erases one by one.
   */
  readonly windowJiffies: number | null;
}

/** The scenes in which a design is tried. */
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

/** The scope in which a run of the scene is printed and replayed. */
export function scopeOfScene({ cpus }: Scene): Scope {
  return { ...QUIET_SCOPE, cpus, calls: 0 };
}
