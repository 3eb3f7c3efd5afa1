import type { Property } from '../property.ts';
import { avl1, avl2 } from './availability.ts';
import { liv3, liv5 } from './critical-section.ts';
import { cch1, cch2, cch3 } from './caches.ts';
import { liv1, liv2 } from './liveness.ts';
import { lck1, lst1, mem1, mem2 } from './misuse.ts';
import { own1, own2, own3 } from './ownership.ts';
import { avl3 } from './overdue.ts';
import { req1 } from './request.ts';
import { spc1, tre1, win1 } from './space.ts';
import { mem3, ter1 } from './teardown.ts';
import { liv4 } from './prompt-retry.ts';
import { trt1 } from './contradiction.ts';
import { wrn1 } from './tree-warning.ts';
import { obs1, obs2 } from './visibility.ts';
import { cst1 } from './wakeups.ts';
import { wrk1 } from './work.ts';

/** Every property of the matrix, in the order in which reports list them. */
export const allProperties: readonly Property[] = [
  own1,
  own2,
  own3,
  req1,
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
  cch1,
  cch2,
  cch3,
  avl1,
  avl2,
  avl3,
  liv1,
  liv2,
  liv3,
  liv4,
  liv5,
  cst1,
  obs1,
  obs2,
  trt1,
] as readonly Property[];

/** Those of the matrix, then those outside of it, which are checked only if they are named. */
export const knownProperties: readonly Property[] = [...allProperties, wrn1];

/** Those of the matrix, and the one of this id. They judge a run that shows what it breaks. */
export function propertiesWith(id: string | null): readonly Property[] {
  const named = knownProperties.find((property) => property.id === id);
  return named === undefined || allProperties.includes(named)
    ? allProperties
    : [...allProperties, named];
}
