import type { Action } from '../impl/action.ts';
import type { Design } from '../impl/designs/design.ts';
import type { Call, ContextId } from '../model/call.ts';
import type { Property } from '../model/property.ts';
import { compareCost, type Execution, executionOf } from './execution.ts';
import type { Scope } from './scope.ts';
import { World } from './world.ts';

/**
 * An action that knows where it comes from: `of` is the number of its call in the original run, so
 * that it keeps its meaning when calls before it are dropped; null for the worker, timer and time.
 */
interface Item {
  readonly action: Action;
  readonly of: number | null;
}

/** Steps that a call is given to finish when the next one wants its context. */
const MAX_FINISHING_STEPS = 60;

/** The run as items: which call each step belongs to follows from the contexts. */
function itemsOf(actions: readonly Action[]): readonly Item[] {
  const running = new Map<ContextId, number>();
  let calls = 0;
  return actions.map((action) => {
    if (action.do === 'start') {
      running.set(action.on, calls);
      calls += 1;
      return { action, of: calls - 1 };
    }
    const of = action.do === 'step' ? (running.get(action.on) ?? null) : null;
    return { action, of };
  });
}

/** Follows items as far as they make sense: what is not enabled, or has lost its call, is left out. */
class Follower {
  readonly #world: World;
  readonly #taken: Action[] = [];
  /** From call numbers of the original run to those of this one. */
  readonly #numbers = new Map<number, number>();
  readonly #running = new Map<ContextId, number>();

  constructor(world: World) {
    this.#world = world;
  }

  get taken(): readonly Action[] {
    return this.#taken;
  }

  follow(item: Item): void {
    const { action, of } = item;
    if (action.do === 'start') {
      this.#finish(action.on);
      const call = this.#renumber(action.call);
      if (call !== null && of !== null && this.#take({ ...action, call })) {
        this.#numbers.set(of, this.#world.machine.grants.length - 1);
        this.#running.set(action.on, of);
      }
    } else if (action.do === 'step') {
      if (of === null || this.#running.get(action.on) === of) this.#take(action);
    } else this.#take(action);
  }

  /** Whoever is in a call on that context finishes it, as far as it can alone. */
  #finish(on: ContextId): void {
    const { machine } = this.#world;
    const context = machine.contexts.find((other) => other.id === on);
    for (let steps = 0; steps < MAX_FINISHING_STEPS && context?.busy === true; steps += 1) {
      if (!this.#take({ do: 'step', on })) return;
    }
  }

  #renumber(call: Call): Call | null {
    if (!('what' in call) || !('call' in call.what)) return call;
    const number = this.#numbers.get(call.what.call);
    return number === undefined
      ? null
      : { fn: call.fn, what: { call: number, offsetPages: call.what.offsetPages } };
  }

  #take(action: Action): boolean {
    const { machine } = this.#world;
    if (!machine.enabled(action)) return false;
    const met = this.#world.apply(action);
    this.#taken.push(met || action.do !== 'step' ? action : { do: 'step', on: action.on });
    return true;
  }
}

/** Makes the run happen as far as it can, up to the breach that is looked for. */
function follow(
  design: Design,
  properties: readonly Property[],
  scope: Scope,
  items: Iterable<Item>,
  signature: string | null,
): Execution {
  const world = new World(design, scope, properties);
  const follower = new Follower(world);
  for (const item of items) {
    follower.follow(item);
    if (world.court.breaches.some((breach) => breach.signature === signature)) break;
  }
  return executionOf(world, scope, follower.taken);
}

/** Every simpler call in place of this one. */
function simplerCalls(call: Call): readonly Call[] {
  switch (call.fn) {
    case 'alloc': {
      const smaller = call.sizePages > 1 ? [{ ...call, sizePages: call.sizePages - 1 }] : [];
      return call.aligned ? smaller : [...smaller, { ...call, aligned: true }];
    }
    case 'reserve':
      return call.lo < call.hi
        ? [
            { ...call, hi: call.hi - 1 },
            { ...call, lo: call.lo + 1 },
          ]
        : [];
    case 'free':
    case 'freeObject':
    case 'find': {
      const plain: Call[] = call.fn === 'free' ? [] : [{ ...call, fn: 'free' }];
      if (!('call' in call.what) || call.what.offsetPages === 0) return plain;
      return [...plain, { ...call, what: { call: call.what.call, offsetPages: 0 } }];
    }
    case 'put':
      return [];
  }
}

/** Each call's actions in one piece, right behind its start; the worker's too. */
function sequential(items: readonly Item[]): readonly Item[] {
  const rest = new Set(items);
  const ordered: Item[] = [];
  for (const item of items) {
    if (!rest.delete(item)) continue;
    ordered.push(item);
    if (item.of === null) continue;
    for (const later of [...rest]) {
      if (later.of === item.of) {
        ordered.push(later);
        rest.delete(later);
      }
    }
  }
  return ordered;
}

/** Blocks of consecutive items on one context: [from, to). */
function blocks(items: readonly Item[]): readonly (readonly [number, number])[] {
  const on = (item: Item): string => ('on' in item.action ? item.action.on : '');
  const found: (readonly [number, number])[] = [];
  let from = 0;
  for (let at = 1; at <= items.length; at += 1) {
    const before = items[at - 1] as Item;
    const item = items[at];
    if (item !== undefined && on(item) === on(before)) continue;
    found.push([from, at]);
    from = at;
  }
  return found;
}

/** Runs with whole calls left out, the later ones first, then pairs of calls. */
function* withoutCalls(items: readonly Item[]): Generator<readonly Item[], void, undefined> {
  const calls = [...new Set(items.flatMap((item) => (item.of === null ? [] : [item.of])))];
  calls.reverse();
  for (const call of calls) yield items.filter((item) => item.of !== call);
  for (const one of calls) {
    for (const other of calls) {
      if (other < one) yield items.filter((item) => item.of !== one && item.of !== other);
    }
  }
}

function* withoutRefusals(items: readonly Item[]): Generator<readonly Item[], void, undefined> {
  for (const [at, { action, of }] of items.entries()) {
    if (action.do === 'step' && action.refuse === true) {
      yield items.with(at, { action: { do: 'step', on: action.on }, of });
    }
    if (action.do === 'pressure') yield items.toSpliced(at, 1);
  }
}

/** Runs whose blocks are moved next to an earlier or later block of the same context. */
function* withFewerSwitches(items: readonly Item[]): Generator<readonly Item[], void, undefined> {
  yield sequential(items);
  const pieces = blocks(items);
  for (let at = 0; at + 1 < pieces.length; at += 1) {
    for (let to = at + 2; to < pieces.length && to < at + 8; to += 1) {
      const [from, end] = pieces[at] as readonly [number, number];
      const [laterFrom, laterEnd] = pieces[to] as readonly [number, number];
      const early = items.slice(from, end);
      const late = items.slice(laterFrom, laterEnd);
      const between = items.slice(end, laterFrom);
      const head = items.slice(0, from);
      const tail = items.slice(laterEnd);
      yield [...head, ...between, ...early, ...late, ...tail];
      yield [...head, ...early, ...late, ...between, ...tail];
    }
  }
}

function* withFewerSteps(items: readonly Item[]): Generator<readonly Item[], void, undefined> {
  for (let size = items.length >> 1; size >= 1; size >>= 1) {
    for (let at = items.length - size; at >= 0; at -= size) yield items.toSpliced(at, size);
  }
}

function* withSimplerCalls(items: readonly Item[]): Generator<readonly Item[], void, undefined> {
  for (const [at, { action, of }] of items.entries()) {
    if (action.do !== 'start') continue;
    for (const call of simplerCalls(action.call)) {
      yield items.with(at, { action: { ...action, call }, of });
    }
    if (action.on === 'cpu0' || action.call.fn === 'put') continue;
    const { on } = action;
    yield items.map((item) =>
      item.of === of && 'on' in item.action && item.action.on === on
        ? { ...item, action: { ...item.action, on: 'cpu0' } }
        : item,
    );
  }
}

/**
 * Runs to try in place of `run`, in the order in which runs are compared: fewer calls, fewer
 * refusals, fewer context switches, fewer steps; at last simpler arguments. Each has happened.
 */
export function* smallerRuns(
  design: Design,
  properties: readonly Property[],
  run: Execution,
  signature: string | null = null,
): Generator<Execution, void, undefined> {
  const items = itemsOf(run.actions);
  const passes = [withoutCalls, withoutRefusals, withFewerSwitches, withFewerSteps];
  for (const pass of passes) {
    for (const candidate of pass(items)) {
      const happened = follow(design, properties, run.scope, candidate, signature);
      if (compareCost(happened.cost, run.cost) < 0) yield happened;
    }
  }
  for (const candidate of withSimplerCalls(items)) {
    const happened = follow(design, properties, run.scope, candidate, signature);
    if (compareCost(happened.cost, run.cost) <= 0 && isSimpler(happened, run)) yield happened;
  }
}

/** Arguments decide between runs of one cost, so that shrinking them ends. */
function isSimpler(a: Execution, b: Execution): boolean {
  return compareCost(a.cost, b.cost) < 0 || weight(a.actions) < weight(b.actions);
}

function weight(actions: readonly Action[]): number {
  let sum = 0;
  for (const action of actions) {
    if (action.do !== 'start') continue;
    if (action.on !== 'cpu0') sum += 1;
    const { call } = action;
    if (call.fn === 'alloc') sum += call.sizePages + (call.aligned ? 0 : 1);
    if (call.fn === 'reserve') sum += call.hi - call.lo;
    if (call.fn === 'freeObject' || call.fn === 'find') sum += 2;
    if ('what' in call && 'call' in call.what) sum += call.what.offsetPages;
  }
  return sum;
}

/** The outcome of a shrink. */
export interface Shrunk {
  readonly execution: Execution;
  /** Runs that were tried. */
  readonly evaluations: number;
}

/** The simplest run found, from this one downwards, that still breaks a property in that way. */
export function shrinkTo(
  design: Design,
  properties: readonly Property[],
  run: Execution,
  signature: string,
): Shrunk {
  const shows = (other: Execution): boolean =>
    other.breaches.some((breach) => breach.signature === signature);
  let best = follow(design, properties, run.scope, itemsOf(run.actions), signature);
  let evaluations = 1;
  for (let better: Execution | undefined = best; better !== undefined;) {
    better = undefined;
    for (const smaller of smallerRuns(design, properties, best, signature)) {
      evaluations += 1;
      if (!shows(smaller)) continue;
      better = smaller;
      best = smaller;
      break;
    }
  }
  return { execution: best, evaluations };
}
