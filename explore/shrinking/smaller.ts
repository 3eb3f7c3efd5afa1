import type { Call } from '../../model/call.ts';
import { hasRole } from '../../model/role.ts';
import { CALLS, descriptionOf } from '../../port/call-table.ts';
import type { OwnedAction } from '../world/adapt-run.ts';
import { reserveChoices } from '../run/scope-calls.ts';
import { type Scope, spaceOf } from '../run/scope.ts';

type Items = readonly OwnedAction[];
type Candidates = Generator<Items, void, undefined>;

/** The numbers of the calls, the last call first. */
function callsOf(items: Items): readonly number[] {
  return items
    .flatMap(({ action, of }) => (action.do === 'start' && of !== null ? [of] : []))
    .reverse();
}

/** Drops any one call, then any two. */
export function* withoutCalls(items: Items): Candidates {
  const calls = callsOf(items);
  for (const call of calls) yield items.filter((item) => item.of !== call);
  for (const one of calls) {
    for (const other of calls) {
      if (other < one) yield items.filter((item) => item.of !== one && item.of !== other);
    }
  }
}

/** Drops one call and replaces another: one call may do what two did. */
export function* withOneCallForTwo(items: Items, scope: Scope): Candidates {
  const calls = callsOf(items);
  if (calls.length > MOST_CALLS_TO_EXCHANGE) return;
  for (const dropped of calls) {
    const rest = items.filter((item) => item.of !== dropped);
    for (const [at, { action, of }] of rest.entries()) {
      if (action.do !== 'start') continue;
      for (const call of otherCalls(action.call, calls, scope)) {
        yield rest.with(at, { action: { ...action, call }, of });
      }
    }
  }
}

/** With more calls than this there are too many replacements, and dropping calls works better. */
const MOST_CALLS_TO_EXCHANGE = 8;

/** The calls of small scopes to try in place of `call`. */
function otherCalls(call: Call, calls: readonly number[], scope: Scope): readonly Call[] {
  if ('what' in call) {
    return calls.map((other) => ({ ...call, what: { call: other, offsetPages: 0 } }));
  }
  if (descriptionOf(call).pagesGranted(call) === null) return [];
  const space = spaceOf(scope);
  const others: Call[] = [];
  for (const limit of [space.dma32 - 1, space.topPfn]) {
    for (const sizePages of [1, 2]) others.push({ fn: 'alloc', sizePages, limit, aligned: true });
  }
  return hasRole(call, 'reserves') ? [...others, ...reserveChoices(scope)] : others;
}

/** Grants a refused request, drops a change of pressure, or makes it lighter. */
export function* withoutRefusals(items: Items): Candidates {
  for (const [at, { action, of }] of items.entries()) {
    if (action.do === 'step' && action.refuse === true) {
      yield items.with(at, { action: { do: 'step', on: action.on }, of });
    }
    if (action.do !== 'pressure') continue;
    yield items.toSpliced(at, 1);
    if (action.level === 'all') yield items.with(at, { action: { ...action, level: 'nodes' }, of });
  }
}

/** Reorders the actions so that each call runs to its end before the next one starts. */
function sequential(items: Items): Items {
  const rest = new Set(items);
  const ordered: OwnedAction[] = [];
  for (const item of items) {
    if (!rest.delete(item)) continue;
    ordered.push(item);
    if (item.of === null) continue;
    for (const later of rest) {
      if (later.of !== item.of) continue;
      ordered.push(later);
      rest.delete(later);
    }
  }
  return ordered;
}

/** The stretches of consecutive actions on the same context: from (inclusive) to (exclusive). */
function blocks(items: Items): readonly (readonly [number, number])[] {
  const on = (item: OwnedAction): string => ('on' in item.action ? item.action.on : '');
  const found: (readonly [number, number])[] = [];
  let from = 0;
  for (let at = 1; at <= items.length; at += 1) {
    const item = items[at];
    if (item !== undefined && on(item) === on(items[at - 1] as OwnedAction)) continue;
    found.push([from, at]);
    from = at;
  }
  return found;
}

/** A block is moved by fewer blocks than this. */
const FARTHEST_MOVE = 8;

/** Runs the calls one after the other; then brings any two blocks together, at either's place. */
export function* withFewerSwitches(items: Items): Candidates {
  yield sequential(items);
  const pieces = blocks(items);
  for (let at = 0; at + 2 < pieces.length; at += 1) {
    for (let to = at + 2; to < pieces.length && to < at + FARTHEST_MOVE; to += 1) {
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

/** Joins adjacent advances of time, then cuts out pieces of the run, long ones first. */
export function* withFewerSteps(items: Items): Candidates {
  for (const [at, { action, of }] of items.entries()) {
    const next = items[at + 1]?.action;
    if (action.do !== 'advance' || next?.do !== 'advance') continue;
    const byJiffies = action.byJiffies + next.byJiffies;
    yield items.toSpliced(at, 2, { action: { do: 'advance', byJiffies }, of });
  }
  for (let size = items.length >> 1; size >= 1; size >>= 1) {
    for (let at = items.length - size; at >= 0; at -= size) yield items.toSpliced(at, size);
  }
}

/** Simplifies the arguments of a call, or moves the call to the first CPU. */
export function* withSimplerCalls(items: Items, scope: Scope): Candidates {
  const calls = callsOf(items);
  for (const [at, { action, of }] of items.entries()) {
    if (action.do !== 'start') continue;
    const others =
      calls.length > MOST_CALLS_TO_EXCHANGE ? [] : otherCalls(action.call, calls, scope);
    const simpler = descriptionOf(action.call).simplerForms(action.call);
    for (const call of [...simpler, ...others]) {
      yield items.with(at, { action: { ...action, call }, of });
    }
    if (action.on === 'cpu0' || CALLS[action.call.fn].by === 'teardown') continue;
    const { on } = action;
    yield items.map((item) =>
      item.of === of && 'on' in item.action && item.action.on === on
        ? { ...item, action: { ...item.action, on: 'cpu0' } }
        : item,
    );
  }
}
