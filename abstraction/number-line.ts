/**
 * The one place that defines what an integer in a state stands for. Plain data of a state (what a
 * coroutine was sent, what an object holds) has no types at run time. So an exchange of CPUs, and
 * the search for pointers, tell numbers apart by where they lie:
 *
 *     range objects          calls, by caller       static values   NULL   pfns, sizes, counts
 *     ... FIRST_OBJECT]      [LAST_CALL .. FIRST_CALL]   -1           0      1 ... 2^53 - 1
 *
 * Names go downwards from FIRST_CALL and from FIRST_OBJECT. Run files number calls from 0, in the
 * order in which they begin; searches never do.
 */

/** The name of the first call of the first caller. */
export const FIRST_CALL = -(2 ** 16);
/** The most calls that one caller may make if calls are named by caller. No script has more. */
export const CALLS_PER_CALLER = 2 ** 10;
/** The most contexts that may make calls. */
const CALLERS_MAX = 16;
/** The name of the first range object; also the highest integer that is a pointer. */
export const FIRST_OBJECT = -(2 ** 17);
/** The number of range objects that one call may allocate. */
export const OBJECTS_PER_CALL = 8;
/** Range objects that are allocated outside calls count as allocated by this call. */
export const NO_CALL = 2 ** 15;

/** The name of the last call of the last caller. */
const LAST_CALL = FIRST_CALL - CALLERS_MAX * CALLS_PER_CALLER + 1;

/** Whether the integer names a call or a range object. No page, size or count does. */
export function isName(value: number): boolean {
  return value <= FIRST_CALL;
}

/** Whether the integer names a range object. */
export function isObject(value: number): boolean {
  return value <= FIRST_OBJECT;
}

/** Whether the integer names a call by its caller. */
export function isCall(value: number): boolean {
  return value <= FIRST_CALL && value >= LAST_CALL;
}
