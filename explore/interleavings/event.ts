/** One step of a process. What it touched is given as bit sets of shared objects. */
export interface Event {
  readonly process: number;
  readonly looked: number;
  readonly changed: number;
  /** Locks released. */
  readonly released: number;
  /** What it may have had to wait for: the bit of a lock, something else, or (null) nothing. */
  readonly waitsFor: number | 'something' | null;
}
