import { wrongCaches } from './scope-caches.ts';
import type { Action } from '../../port/action.ts';
import type { Call } from '../../model/call.ts';
import { type ContextId, cpuNumberOf, isCaller, isCpu, isTrim } from '../../model/context-id.ts';
import type { Pfn } from '../../model/range.ts';
import { originOf } from '../../port/call-origin.ts';
import { CALLS, descriptionOf } from '../../port/call-table.ts';
import type { Run } from './run.ts';
import { GRANULE, type Scope, spaceOf } from './scope.ts';

const LAST_PFN: Pfn = 2 ** 64 / GRANULE - 1;

/** The place where a run leaves its scope. */
export interface OutOfBounds {
  /** The index of the action, from 0; null: the head of the file is wrong. */
  readonly action: number | null;
  /** The field, what is wrong with it, and what to write instead. */
  readonly what: string;
}

/** The first place where the run leaves its scope; null: it stays within. */
export function findOutOfBounds(run: Run): OutOfBounds | null {
  const { scope, expect } = run;
  if (scope.irqs > scope.cpus) {
    const { irqs, cpus } = scope;
    const what = `scope.irqs: ${irqs} interrupts need as many CPUs, and cpus is ${cpus}`;
    return { action: null, what };
  }
  const caches = wrongCaches(scope);
  if (caches !== null) return { action: null, what: `scope: ${caches}` };
  if (expect !== null && !expect.signature.startsWith(`${expect.property} `)) {
    const { property } = expect;
    const what = `expect.signature: expected one of ${property}, as "${property} ..."`;
    return { action: null, what };
  }
  const count = { calls: 0, refusals: 0 };
  for (const [at, action] of run.actions.entries()) {
    const what = wrongWith(action, scope, count.calls) ?? overdrawn(action, scope, count);
    if (what !== null) return { action: at, what };
    if (action.do === 'start') count.calls += 1;
    if (action.do === 'step' && action.refuse === true) count.refusals += 1;
  }
  return null;
}

function wrongWith(action: Action, scope: Scope, callsBefore: number): string | null {
  if (action.do !== 'start' && action.do !== 'step') return null;
  const wrong = wrongContext(action.on, scope);
  if (wrong !== null || action.do !== 'start') return wrong;
  return wrongCall(action.call, scope) ?? wrongOrigin(action.call, callsBefore);
}

/** A message that says that the scope has no such CPU or interrupt; null: it has. */
export function wrongContext(on: ContextId, scope: Scope): string | null {
  if (on === 'hotplug' && !scope.hotplug) return 'on: in this scope nobody switches CPUs';
  if (isTrim(on) && Number(on.slice(4)) >= (scope.magazine === 0 ? 0 : scope.classes)) {
    return `on: the scope has no depot for ${on}`;
  }
  if (!isCaller(on)) return null;
  const [kind, has] = isCpu(on) ? ['cpu', scope.cpus] : ['irq', scope.irqs];
  if (cpuNumberOf(on) < has) return null;
  const names = has === 0 ? 'none' : has === 1 ? `${kind}0` : `${kind}0 to ${kind}${has - 1}`;
  return `on: the scope has no ${on}, but ${names}`;
}

/**
 * A message that says why the scope does not allow the call; null: it does. Does not check the call
 * that it names.
 */
export function wrongCall(call: Call, scope: Scope): string | null {
  const cached = scope.magazine > 0;
  const bounds = { ...scope, cached, space: spaceOf(scope), lastPfn: LAST_PFN };
  return descriptionOf(call).whyOutside(call, bounds);
}

/** Why a call of a run cannot name the call that it names; null: that is an earlier one. */
function wrongOrigin(call: Call, callsBefore: number): string | null {
  const origin = originOf(call);
  if (origin === null || origin < callsBefore) return null;
  return (
    `call.what.call: ${origin} is not an earlier call; ` +
    `${callsBefore} have begun before it, counted from 0`
  );
}

function overdrawn(
  action: Action,
  scope: Scope,
  before: { readonly calls: number; readonly refusals: number },
): string | null {
  if (action.do === 'start' && isCounted(action.call) && before.calls >= scope.calls) {
    return `call: one more than the ${scope.calls} calls of the scope`;
  }
  if (action.do === 'step' && action.refuse === true && before.refusals >= scope.refusals) {
    return `refuse: one more than the ${scope.refusals} refusals of the scope`;
  }
  return null;
}

/** The teardown does not count among the `calls` of a scope. */
function isCounted({ fn }: Call): boolean {
  return CALLS[fn].by !== 'teardown';
}
