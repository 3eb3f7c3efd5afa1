import type { Property } from '../../../model/property.ts';
import { liv4 } from '../../../model/properties/prompt-retry.ts';
import { QUIET_SCOPE } from '../../run/quiet-scope.ts';
import type { Scope } from '../../run/scope.ts';

/** A small world without an end: which CPUs call, and what the adversary may do for ever. */
export interface Scene {
  readonly name: string;
  /** CPUs that call; 1 to 4. */
  readonly cpus: number;
  /** Pages of the space: frees that defer can go on until all of them are deferred. */
  readonly pages: number;
  /** `none`: one range is allocated and freed. `goes on`: every CPU does so again and again. */
  readonly traffic: 'none' | 'goes on';
  /** Whether a call, or a run of the work, ends before anybody else goes on. */
  readonly oneByOne: boolean;
  /**
   * The adversary takes memory away and gives it back. Again and again memory must be available for
   * this number of jiffies: from a moment when the clock reads T until the clock has passed T +
   * window. Infinity: once memory is given back it stays for good. Null: retries are granted all
   * their requests. In every case the adversary may refuse first erases one by one.
   */
  readonly windowJiffies: number | null;
  /** What must hold meanwhile. */
  readonly properties: readonly Property[];
}

/**
 * The scenes in which a design is tried. A free can only defer while some page is not deferred, so
 * no run puts a retry off for ever by such frees: there the retry may not come late at all.
 */
export function scenes(windowJiffies: number): readonly [Scene, Scene, Scene, Scene] {
  const windows = `memory in windows of at least ${windowJiffies} ms`;
  const quiet = { cpus: 1, pages: 2, traffic: 'none', oneByOne: false, properties: [] } as const;
  const busy = { ...quiet, traffic: 'goes on', windowJiffies: null } as const;
  return [
    { ...quiet, name: 'no further calls, memory is back for good', windowJiffies: Infinity },
    { ...quiet, name: `no further calls, ${windows}`, windowJiffies },
    { ...busy, name: 'calls go on, memory for every retry' },
    {
      ...busy,
      name: 'calls go on, one at a time, in more pages',
      pages: 4,
      oneByOne: true,
      properties: [liv4],
    },
  ];
}

/** The scope in which a run of the scene is printed and replayed. */
export function scopeOfScene({ cpus, pages }: Scene): Scope {
  return { ...QUIET_SCOPE, cpus, pages, calls: 0 };
}
