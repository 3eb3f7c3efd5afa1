import {
  CALLS_PER_CALLER,
  FIRST_CALL,
  FIRST_OBJECT,
  isCall,
  isObject,
  OBJECTS_PER_CALL,
} from './number-line.ts';

/**
 * Left out of a state: the order in which different CPUs began their calls, and in which they
 * allocated range objects.
 *
 * Why that is sound: a name is only compared with other names, and only for equality. A call is
 * named as the n-th call of its caller, and an object as the n-th that its call allocated. So names
 * do not depend on what other CPUs did in between. Two runs that differ only in that order lead to
 * the same names, and no design, caller or judge can tell them apart.
 */

/** The name of call number `nth`, from 0, of caller number `caller`, from 0. */
export function callName(caller: number, nth: number): number {
  return FIRST_CALL - caller * CALLS_PER_CALLER - nth;
}

/** The number, from 0, of the caller that made the call of that name. */
export function callerOf(name: number): number {
  return Math.floor((FIRST_CALL - name) / CALLS_PER_CALLER);
}

/** The number, from 0, of that call among the calls of its caller. */
export function nthOf(name: number): number {
  return (FIRST_CALL - name) % CALLS_PER_CALLER;
}

/**
 * The name that the call would have if caller `caller(index)` had made it instead of caller number
 * `index`. Numbers that name no call stay as they are.
 */
export function renamedCall(number: number, caller: (index: number) => number): number {
  if (!isCall(number)) return number;
  const index = callerOf(number);
  return number + (index - caller(index)) * CALLS_PER_CALLER;
}

/** The name of object number `nth`, from 0, that call number `call` allocated. */
export function objectName(call: number, nth: number): number {
  return FIRST_OBJECT - Math.abs(call) * OBJECTS_PER_CALL - nth;
}

/**
 * The name that the object would have if its call had the name that `renamed` returns. Numbers that
 * name no object stay as they are.
 */
export function renamedObject(number: number, renamed: (call: number) => number): number {
  if (!isObject(number)) return number;
  const place = FIRST_OBJECT - number;
  const call = Math.floor(place / OBJECTS_PER_CALL);
  return FIRST_OBJECT + renamed(-call) * OBJECTS_PER_CALL - (place % OBJECTS_PER_CALL);
}
