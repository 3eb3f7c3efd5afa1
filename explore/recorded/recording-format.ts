import * as v from 'valibot';

/** The version of the format that is read here: FORMAT.md. */
export const FORMAT_VERSION = 1;

const PAGE_SIZE = 4096;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 52));
const natural = v.pipe(whole, v.minValue(1));
const pages = v.tuple([whole, whole]);
const cpus = v.pipe(natural, v.maxValue(4));
/** The size of a page in bytes. Anything else is a BUG in `init_iova_domain()`. */
const granule = v.pipe(
  natural,
  v.maxValue(PAGE_SIZE),
  v.check((bytes) => Number.isInteger(Math.log2(bytes)), 'expected a power of two'),
);

/** An entry of `env`: what the allocator asked of its environment, or what happened to its tree. */
const change = v.variant('k', [
  v.strictObject({ k: v.literal('alloc'), what: v.string(), ok: v.boolean() }),
  v.strictObject({ k: v.literal('store'), lo: whole, hi: whole, ok: v.boolean() }),
  v.strictObject({ k: v.literal('erase'), lo: whole, hi: whole, ok: v.boolean() }),
  v.strictObject({ k: v.literal('mark'), lo: whole, hi: whole, ok: v.literal(true) }),
  v.strictObject({ k: v.literal('extend'), lo: whole, hi: whole, ok: v.literal(true) }),
]);
const env = v.optional(v.array(change));
const flushed = v.optional(v.literal(true));

/** One entry of `env` of a line. */
export type RecordedChange = v.InferOutput<typeof change>;

const done = v.strictObject({ ok: v.literal(true), env });
const magazine = v.nullable(v.array(whole));
/** What lies in the caches of one size class. */
const cache = v.strictObject({
  order: whole,
  depot_size: whole,
  due: v.nullable(whole),
  depot: v.array(v.array(whole)),
  cpus: v.array(v.strictObject({ loaded: magazine, prev: magazine })),
});
const dump = {
  ranges: v.array(pages),
  cached: v.optional(v.union([whole, v.literal('anchor')])),
  cached32: v.optional(v.union([whole, v.literal('anchor')])),
  deferred: v.optional(v.array(pages)),
  work_due: v.optional(v.nullable(whole)),
  deferred_span: v.optional(pages),
  max32: whole,
  dma32: whole,
  clock: whole,
  online: whole,
  rcache: v.optional(v.array(cache)),
  env,
};
const objects = v.strictObject({
  iova: whole,
  magazine: whole,
  node: whole,
  kmalloc: whole,
  percpu: whole,
});

/** For each command: its fields, except `op`, and its reply. */
const schemas = {
  cpus: [v.strictObject({ n: cpus }), done],
  init: [
    v.strictObject({ granule, start_pfn: whole, rcache: v.boolean() }),
    v.union(
      [
        v.strictObject({ ok: v.literal(true), dma32: whole, env }),
        v.strictObject({ err: v.literal('ENOMEM'), env }),
      ],
      'expected {ok,dma32} or {err}',
    ),
  ],
  put: [v.strictObject({}), v.strictObject({ ok: v.literal(true), objects, env })],
  alloc: [
    v.strictObject({ size: natural, limit: whole, align: v.boolean() }),
    v.union(
      [
        v.strictObject({ pfn: whole, hi: whole, env }),
        v.strictObject({
          err: v.picklist(['ENOSPC', 'ENOMEM']),
          hint: v.optional(v.literal(true)),
          env,
        }),
      ],
      'expected {pfn,hi} or {err}',
    ),
  ],
  alloc_n: [
    v.strictObject({ n: natural, size: natural, limit: whole, align: v.boolean() }),
    v.strictObject({ pfns: v.array(whole), failed: whole, env }),
  ],
  free: [
    v.strictObject({ pfn: whole }),
    v.variant('freed', [
      v.strictObject({
        freed: v.literal(true),
        lo: whole,
        hi: whole,
        enomem: v.optional(v.literal(true)),
        env,
      }),
      v.strictObject({ freed: v.literal(false), env }),
    ]),
  ],
  alloc_fast: [
    v.strictObject({ size: natural, limit: whole, flush: v.boolean(), cpu: whole }),
    v.union(
      [
        v.strictObject({ pfn: whole, from: v.literal('rcache'), env }),
        v.strictObject({ pfn: whole, from: v.literal('tree'), flushed, env }),
        v.strictObject({ err: v.picklist(['ENOSPC', 'ENOMEM']), flushed, env }),
      ],
      'expected {pfn,from} or {err}',
    ),
  ],
  alloc_fast_n: [
    v.strictObject({ n: natural, size: natural, limit: whole, flush: v.boolean(), cpu: whole }),
    v.strictObject({ pfns: v.array(whole), failed: whole, env }),
  ],
  free_fast: [
    v.strictObject({ pfn: whole, size: natural, cpu: whole }),
    v.strictObject({ to: v.picklist(['rcache', 'tree', 'none']), env }),
  ],
  free_fast_n: [
    v.strictObject({ pfns: v.array(whole), size: natural, cpu: whole }),
    v.strictObject({ done: whole, tree: whole, env }),
  ],
  find: [
    v.strictObject({ pfn: whole }),
    v.union(
      [
        v.strictObject({ lo: whole, hi: whole, env }),
        v.strictObject({ err: v.literal('ENOENT'), env }),
      ],
      'expected {lo,hi} or {err}',
    ),
  ],
  reserve: [
    v.strictObject({ lo: whole, hi: whole }),
    v.union(
      [
        v.strictObject({ lo: whole, hi: whole, env }),
        v.strictObject({ err: v.picklist(['EINVAL', 'ENOMEM']), env }),
      ],
      'expected {lo,hi} or {err}',
    ),
  ],
  advance: [v.strictObject({ ms: whole }), v.strictObject({ ran: whole, clock: whole, env })],
  run_work: [
    v.strictObject({ all: v.optional(v.literal(true)) }),
    v.strictObject({ ran: whole, clock: whole, env }),
  ],
  cpu_offline: [v.strictObject({ n: whole }), v.strictObject({ online: whole, env })],
  cpu_online: [v.strictObject({ n: whole }), v.strictObject({ online: whole, env })],
  fail_next: [
    v.strictObject({ n: whole, kind: v.optional(v.string()), after: v.optional(whole) }),
    done,
  ],
  fail_always: [v.strictObject({ kind: v.string(), on: v.boolean() }), done],
  fail_clear: [v.strictObject({}), done],
  dump: [v.strictObject({}), v.strictObject(dump)],
} as const;

/** The name of a command. */
export type Op = keyof typeof schemas;

/** A command, its reply, and its line. */
export type RecordedLine = {
  readonly [K in Op]: {
    readonly op: K;
    /** Counted from 1, which is the header's line, as editors count. */
    readonly line: number;
    readonly cmd: v.InferOutput<(typeof schemas)[K][0]>;
    readonly reply: v.InferOutput<(typeof schemas)[K][1]>;
  };
}[Op];

/** The reply to a dump. */
export type RecordedDump = Extract<RecordedLine, { op: 'dump' }>['reply'];

/** The first line of a recording. */
export const headerSchema = v.strictObject({
  format: v.literal(FORMAT_VERSION),
  engine: v.string(),
  profile: v.string(),
  cpus,
  granule,
  start_pfn: whole,
  rcache: v.boolean(),
  lines: whole,
});

/** What every line has, whatever its command. */
export const anyLineSchema = v.strictObject({
  cmd: v.looseObject({ op: v.string() }),
  reply: v.looseObject({}),
});

const lineSchemas = new Map<string, v.GenericSchema>(
  Object.entries(schemas).map(([op, [cmd, reply]]) => [op, v.strictObject({ cmd, reply })]),
);

/**
 * The schema of a line with this `op`, without `op` itself; undefined: the command is not known.
 */
export function lineSchemaOf(op: string): v.GenericSchema | undefined {
  return lineSchemas.get(op);
}
