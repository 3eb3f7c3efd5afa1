import type { Property } from '../property.ts';
import { avl1, avl2 } from './availability.ts';
import { liv1, liv2 } from './liveness.ts';
import { lck1, lst1, mem1, mem2 } from './misuse.ts';
import { own1, own2, own3 } from './ownership.ts';
import { spc1, tre1, win1 } from './space.ts';
import { mem3, ter1 } from './teardown.ts';
import { obs1, obs2 } from './visibility.ts';
import { wrk1 } from './work.ts';

/** Every property, in the order in which reports list them. */
export const allProperties: readonly Property[] = [
  own1,
  own2,
  own3,
  mem1,
  mem2,
  mem3,
  spc1,
  lck1,
  lst1,
  tre1,
  wrk1,
  win1,
  ter1,
  avl1,
  avl2,
  liv1,
  liv2,
  obs1,
  obs2,
] as readonly Property[];
