/** One step of a process, with what it touched as bits of shared objects. */
export interface Event {
  readonly process: number;
  readonly looked: number;
  readonly changed: number;
  /** Locks given back. */
  readonly released: number;
  /** What it may have had to wait for: the bit of a lock, something else, or nothing. */
  readonly waitsFor: number | 'something' | null;
}
