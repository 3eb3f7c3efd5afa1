import type { Call } from '../model/call.ts';
import { type ContextId, isCpu, isInterrupt } from '../model/context-id.ts';
import type { CallDescription } from './call-description.ts';
import { alloc } from './calls/alloc.ts';
import { find } from './calls/find.ts';
import { allocFast } from './calls/alloc-fast.ts';
import { freeFast } from './calls/free-fast.ts';
import { offline } from './calls/offline.ts';
import { online } from './calls/online.ts';
import { freeObject } from './calls/free-object.ts';
import { free } from './calls/free.ts';
import { put } from './calls/put.ts';
import { reserve } from './calls/reserve.ts';

/**
 * The description of every call, in the order in which messages list them. A call without an entry,
 * or with the entry of another call, does not compile.
 */
export const CALLS: {
  readonly [Fn in Call['fn']]: CallDescription<Extract<Call, { readonly fn: Fn }>>;
} = { alloc, allocFast, free, freeFast, freeObject, find, reserve, offline, online, put };

/** The names of all calls, in the same order. */
export const callNames = Object.keys(CALLS) as readonly Call['fn'][];

/** The call that the teardown makes. */
export const TEARDOWN: Call = { fn: 'put' };

/** Whether that context makes calls of that kind. */
export function isMadeBy(on: ContextId, fn: Call['fn']): boolean {
  const { by } = CALLS[fn];
  if (by === 'teardown' || by === 'hotplug') return on === by;
  return isCpu(on) || (isInterrupt(on) && by === 'task or interrupt');
}

/** The description of a call. */
export function descriptionOf({ fn }: { readonly fn: Call['fn'] }): CallDescription {
  return CALLS[fn];
}
