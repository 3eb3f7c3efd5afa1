import type { World } from '../../explore/world/world.ts';
import { Machine } from '../../impl/twin/machine.ts';

/** The machine that a world checks, for tests of what no engine sees. */
export function machineOf({ system }: World): Machine {
  if (!(system instanceof Machine)) throw new Error('the world does not check the twin');
  return system;
}
