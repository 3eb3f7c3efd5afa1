/**
 * Left out of a state: the time of day.
 *
 * Why that is sound: nothing compares the clock with a fixed date. A timer knows how long it still
 * waits, a judge how much time has passed since something; both are state of their own. So two
 * states that differ in the reading of the clock alone have the same futures.
 */
export function observeClock(): unknown {
  return 0;
}
