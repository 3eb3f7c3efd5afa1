/**
 * A design breaks a rule for steps (docs/variations.md), so that no verdict on it would mean
 * anything. The message is one line for its author: what, where, and what to write instead.
 */
export class BrokenRule extends Error {
  override readonly name: string = 'BrokenRule';
}
