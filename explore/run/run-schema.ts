import * as v from 'valibot';
import type { Call } from '../../model/call.ts';
import type { CallerId, ContextId } from '../../model/context-id.ts';
import type { Argument } from '../../port/call-description.ts';
import { SIZE_CLASSES } from '../../model/size-class.ts';
import { callNames, CALLS } from '../../port/call-table.ts';
import { callerKinds } from '../../port/caller-kinds.ts';
import { TREE_MEMORIES, type TreeMemory } from '../../port/tree-memory.ts';
import { quoteCalls } from './quote-calls.ts';
import { NO_CACHES } from './scope-caches.ts';
import { CPUS_MAX, FILLERS_MAX, MAGAZINE_MAX, PAGES_MAX, STOCK_MAX } from './scope.ts';

/**
 * The shape of a run file, field by field. `run-bounds.ts` checks later whether the fields fit
 * together (addresses lie within the space, the scope has the contexts).
 */

/** Most actions of a run file. */
const ACTIONS_MAX = 1_000_000;
/** Most pages of one request: as many as lie below 4 GiB. */
const REQUEST_PAGES_MAX = 2 ** 20;

/** A schema of whole numbers from `least` to `most`, both inclusive. */
export function integer(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
  const says = `expected a whole number, ${range}`;
  return v.pipe(
    v.number(says),
    v.safeInteger(says),
    v.minValue(least, says),
    v.maxValue(most, says),
  );
}

/** A schema of any string. */
export const text = v.string('expected a string');
const flag = v.boolean('expected true or false');

function oneOf<const T extends readonly [string, ...string[]]>(options: T) {
  return v.picklist(options, `expected ${options.map((option) => `"${option}"`).join(' or ')}`);
}

/** A context that makes calls. */
export const callerSchema = v.custom<CallerId | 'hotplug' | 'teardown'>(
  (value) =>
    typeof value === 'string' && /^(?:(?:cpu|irq)(?:0|[1-9]\d?)|hotplug|teardown)$/.test(value),
  'expected "cpuN", "irqN", "hotplug" or "teardown"',
);

const stepper = v.custom<ContextId>(
  (value) =>
    typeof value === 'string' &&
    /^(?:(?:cpu|irq|trim)(?:0|[1-9]\d?)|worker|timer|hotplug|teardown)$/.test(value),
  'expected "cpuN", "irqN", "worker", "timer", "trimN", "hotplug" or "teardown"',
);

const page = v.union(
  [
    v.strictObject({ call: integer(0), offsetPages: integer(0) }),
    v.strictObject({ pfn: integer(0) }),
  ],
  'expected {"call", "offsetPages"} or {"pfn"}, and nothing else',
);

/** The schema of an argument of a call, by its kind. */
const ARGUMENTS: Readonly<Record<Argument['kind'], v.GenericSchema>> = {
  pages: integer(1, REQUEST_PAGES_MAX),
  limit: integer(0),
  pfn: integer(0),
  flag,
  page,
  cpu: integer(0, CPUS_MAX - 1),
};

function entryOf(fn: Call['fn']) {
  const list: Readonly<Record<string, Argument>> = CALLS[fn].arguments;
  const fields = Object.entries(list).map(([name, { kind }]) => [name, ARGUMENTS[kind]] as const);
  return v.strictObject({ fn: v.literal(fn), ...Object.fromEntries(fields) });
}

/** A call, as `port/call-table.ts` describes it, which is typed to have the arguments of `Call`. */
export const callSchema = v.variant(
  'fn',
  callNames.map(entryOf),
  `expected a call: ${quoteCalls(() => true, 'or')}`,
) as v.GenericSchema<unknown, Call>;

/** An action of a run. */
export const actionSchema = v.variant(
  'do',
  [
    v.strictObject({ do: v.literal('start'), on: callerSchema, call: callSchema }),
    v.strictObject({
      do: v.literal('step'),
      on: stepper,
      refuse: v.exactOptional(v.literal(true, 'expected true, or no such field')),
    }),
    v.strictObject({ do: v.literal('pressure'), level: oneOf(['none', 'nodes', 'all']) }),
    v.strictObject({ do: v.literal('advance'), byJiffies: integer(1) }),
  ],
  'expected an action: "start", "step", "pressure" or "advance"',
);

const treeMemory = v.pipe(
  oneOf(Object.keys(TREE_MEMORIES) as [string, ...string[]]),
  v.transform((word) => TREE_MEMORIES[word] as TreeMemory),
);

/** The scope of a run. */
export const scopeSchema = v.strictObject({
  cpus: integer(1, CPUS_MAX),
  irqs: integer(0, CPUS_MAX),
  calls: integer(0),
  pages: integer(2, PAGES_MAX),
  fillers: v.optional(integer(0, FILLERS_MAX), 0),
  requests: v.optional(oneOf(['aligned', 'unaligned', 'refill', 'cached', 'wide']), 'aligned'),
  magazine: v.optional(integer(0, MAGAZINE_MAX), NO_CACHES.magazine),
  classes: v.optional(integer(1, SIZE_CLASSES), NO_CACHES.classes),
  stock: v.optional(integer(0, STOCK_MAX), NO_CACHES.stock),
  hotplug: v.optional(flag, NO_CACHES.hotplug),
  refusals: integer(0),
  callers: oneOf(callerKinds),
  reserve: flag,
  teardown: flag,
  memory: treeMemory,
  timers: oneOf(['exact', 'any']),
});

/** A run file; the upper bounds of the fields are inclusive. */
export const runSchema = v.strictObject({
  format: text,
  version: integer(1),
  design: text,
  policy: v.nullable(text),
  scope: scopeSchema,
  expect: v.nullable(v.strictObject({ property: text, signature: text })),
  note: v.exactOptional(text),
  actions: v.pipe(
    v.array(v.unknown(), 'expected a list of actions'),
    v.maxLength(ACTIONS_MAX, `expected at most ${ACTIONS_MAX} actions`),
    v.array(actionSchema),
  ),
});
