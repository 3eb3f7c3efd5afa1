/**
 * A number that changes whenever a function of a design or a policy is entered again: a thread in
 * which it stays the same, and which is in such a function all the time, is stuck there.
 */
export const pulse = {
  entries: 0,
  /** Called often, so it does nothing else. */
  beat(): void {
    this.entries = (this.entries + 1) & 0x3f_ff_ff_ff;
  },
};
