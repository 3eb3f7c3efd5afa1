import type { Call } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import { originOf } from '../../port/call-origin.ts';
import { type Scope, spaceOf } from './scope.ts';

/** One entry of a script. */
export interface ScriptedCall {
  /** A CPU or an interrupt. */
  readonly on: ContextId;
  /** Any call except the teardown: the scope says whether there is one. */
  readonly call: Call;
}

/**
 * The calls that each context makes, in order: a run without its schedule. Calls are numbered from
 * 0 by their place in the list and name each other by that number. Between contexts the order of
 * the list has no meaning: a free may name a later call of the list on another context.
 */
export type Script = readonly ScriptedCall[];

/**
 * An order in which the calls can begin, as call numbers: each call comes after its predecessors on
 * its context and after the call that it names. Calls that are missing from the result can never
 * begin, since they wait for each other.
 *
 *     cpu0: free what 3 got, 1: alloc        cpu1: free what 1 got, 3: alloc       none can begin
 */
export function startOrder(script: Script): readonly number[] {
  const begun: number[] = [];
  const left = script.map((_, number) => number);
  for (;;) {
    const waiting = new Set<ContextId>();
    const next = left.findIndex((number) => {
      const { on, call } = script[number] as ScriptedCall;
      const origin = originOf(call);
      if (!waiting.has(on) && (origin === null || begun.includes(origin))) return true;
      waiting.add(on);
      return false;
    });
    if (next === -1) return begun;
    begun.push(...left.splice(next, 1));
  }
}

/**
 * The calls of a scope with `requests=refill`: one page below 4 GiB is allocated, freed, and then
 * asked for again and again. So a long shortage of memory is searched at little cost.
 */
export function refillScript(scope: Scope): Script {
  const limit = spaceOf(scope).dma32 - 1;
  const alloc: Call = { fn: 'alloc', sizePages: 1, limit, aligned: true };
  const free: Call = { fn: 'free', what: { call: 0, offsetPages: 0 } };
  return Array.from({ length: scope.calls }, (_, at) => ({
    on: 'cpu0',
    call: at === 1 ? free : alloc,
  }));
}
