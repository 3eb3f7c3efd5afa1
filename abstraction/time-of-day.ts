/**
 * Left out of a state: the time of day.
 *
 * Why that is sound: nothing compares the clock with a fixed date. A timer keeps how long it still
 * waits, and a judge keeps how much time has passed since an event. So two states that differ only
 * in the reading of the clock have the same futures.
 */
export function observeClock(): unknown {
  return 0;
}
