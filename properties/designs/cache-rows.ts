/** The rows of the properties that are about caches. */
import type { Design } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import type { PropertyRow } from './property-rows.ts';

const CACHED = {
  calls: 24,
  refusals: 8,
  timers: 'any',
  requests: 'cached',
  magazine: 1,
  stock: 2,
  hotplug: true,
} as const;
/** The work of a depot is never armed. */
const ARMS_NO_TRIM: Design = {
  ...hardened,
  armTrim: () => undefined,
} as Design;
export const CACHE_ROWS: readonly PropertyRow[] = [
  {
    id: 'CCH-1',
    broken: mainline,
    cause: 'free_iova_fast() put a range into the cache of an offline CPU',
    holds: hardened,
    scope: CACHED,
  },
  {
    id: 'CCH-2',
    broken: ARMS_NO_TRIM,
    cause: 'free_iova_fast() left a large depot without its work',
    holds: hardened,
    scope: CACHED,
  },
  {
    id: 'CCH-3',
    broken: hardened,
    cause: 'free_iova_fast() cached a cached range in a stale free',
    holds: hardened,
    scope: { ...CACHED, callers: 'careless' },
  },
];
