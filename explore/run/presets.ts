import { NO_CACHES } from './scope-caches.ts';
import type { Scope } from './scope.ts';

/** A scope without the kind of callers. */
export type PresetScope = Omit<Scope, 'callers'>;

/** At least one scope. */
export type Preset = readonly [PresetScope, ...PresetScope[]];

const shared = {
  ...NO_CACHES,
  fillers: 0,
  requests: 'aligned',
  refusals: 2,
  reserve: true,
  teardown: true,
  memory: 'adversarial',
} as const;
const tiny = { ...shared, refusals: 1 } as const;
/** One page on either side of 1000 reserved ranges, so that a walk over them takes long. */
const filled = { cpus: 1, irqs: 0, pages: 2, fillers: 1000, reserve: false } as const;

/**
 * A long shortage of memory: room to refuse the erase of a free, ten runs of the work, and more.
 */
const starving = { ...shared, cpus: 1, irqs: 0, refusals: 12, timers: 'exact' } as const;

/** Room for a free that is deferred while the work runs, with the work refused before and after. */
const crossed = {
  ...shared,
  cpus: 1,
  irqs: 0,
  calls: 4,
  pages: 2,
  refusals: 3,
  reserve: false,
  teardown: false,
  timers: 'exact',
} as const;

/** Unaligned ranges, and ranges that lie across the 4 GiB line. */
const straddling = { ...crossed, requests: 'unaligned', pages: 3, refusals: 2 } as const;

/** Ten failed retries in a row, for designs that retry only when they are called. */
const refilled = { ...crossed, requests: 'refill', calls: 12, pages: 2, refusals: 11 } as const;

/** One user of ranges of 301 pages, beside users of single ones. */
const wide = {
  ...crossed,
  requests: 'wide',
  calls: 3,
  pages: 1200,
  refusals: 1,
  reserve: true,
} as const;

/** Calls by way of the caches alone. */
const cached = {
  ...shared,
  ...NO_CACHES,
  requests: 'cached',
  cpus: 2,
  irqs: 0,
  timers: 'any',
} as const;

/** A free that is under way while its CPU goes offline. */
const stranding = {
  ...cached,
  calls: 3,
  pages: 2,
  magazine: 1,
  stock: 1,
  hotplug: true,
  refusals: 0,
  reserve: false,
  teardown: false,
} as const;

/** Everything is cached: flushes, and reservations of what is cached. */
const stocked = {
  ...cached,
  calls: 2,
  pages: 2,
  magazine: 1,
  stock: 2,
  refusals: 0,
  teardown: false,
} as const;

/** Magazines of two ranges, one of them in the depot. */
const paired = { ...stocked, pages: 6, magazine: 2, stock: 6, reserve: false } as const;

/** A depot that has more magazines than there are CPUs: it is trimmed. */
const piled = { ...stocked, cpus: 1, calls: 2, pages: 4, stock: 4, reserve: false } as const;

/** Ranges of two pages, and a limit below which they do not fit. */
const classed = {
  ...cached,
  cpus: 1,
  calls: 3,
  pages: 4,
  magazine: 1,
  classes: 2,
  refusals: 0,
  reserve: false,
  teardown: false,
} as const;

/** A CPU and its interrupt, with both magazines full: the next one may be refused. */
const short = {
  ...cached,
  cpus: 1,
  irqs: 1,
  calls: 2,
  pages: 2,
  magazine: 1,
  stock: 2,
  refusals: 1,
  reserve: false,
} as const;

/**
 * Lists of scopes. Together the scopes of a list have two CPUs; a CPU and its interrupt; calls one
 * after the other on the virtual clock (timed properties are judged only there); and a tree with
 * many ranges, for properties about what one critical section may visit; and caches.
 */
export const PRESETS = {
  small: [
    { ...tiny, cpus: 1, irqs: 0, calls: 3, pages: 4, timers: 'exact' },
    { ...tiny, cpus: 2, irqs: 0, calls: 2, pages: 2, timers: 'any' },
    { ...tiny, cpus: 1, irqs: 1, calls: 2, pages: 4, timers: 'any' },
    { ...tiny, ...filled, calls: 2, timers: 'any' },
  ],
  default: [
    { ...shared, cpus: 2, irqs: 0, calls: 3, pages: 4, timers: 'any' },
    { ...shared, cpus: 1, irqs: 1, calls: 3, pages: 4, timers: 'any' },
    { ...shared, cpus: 1, irqs: 0, calls: 3, pages: 4, timers: 'exact' },
    { ...shared, cpus: 1, irqs: 0, calls: 4, pages: 4, timers: 'exact', reserve: false },
    { ...shared, ...filled, calls: 3, timers: 'any' },
    { ...starving, calls: 2, pages: 2 },
    crossed,
    straddling,
    refilled,
    stranding,
    stocked,
    paired,
    piled,
    classed,
    short,
    wide,
  ],
  large: [
    { ...shared, cpus: 2, irqs: 0, calls: 4, pages: 4, timers: 'any' },
    { ...shared, cpus: 1, irqs: 1, calls: 4, pages: 4, timers: 'any' },
    { ...shared, cpus: 1, irqs: 0, calls: 4, pages: 4, timers: 'exact' },
    { ...shared, cpus: 1, irqs: 0, calls: 5, pages: 4, timers: 'exact', reserve: false },
    { ...shared, ...filled, calls: 5, timers: 'any' },
    { ...starving, calls: 3, pages: 2 },
    { ...crossed, refusals: 4 },
    { ...straddling, calls: 5, pages: 4 },
    { ...refilled, calls: 13, refusals: 12 },
    { ...stranding, refusals: 1 },
    { ...stocked, pages: 4, stock: 4 },
    { ...stocked, refusals: 1 },
    paired,
    { ...piled, calls: 3 },
    { ...classed, cpus: 2 },
    { ...short, calls: 3 },
    { ...wide, cpus: 2, calls: 3, timers: 'any' },
    { ...wide, calls: 4 },
    { ...wide, magazine: 1, stock: 2, timers: 'any' },
  ],
} as const satisfies Readonly<Record<string, Preset>>;
