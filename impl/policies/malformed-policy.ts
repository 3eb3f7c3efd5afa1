/**
 * A policy cannot be consulted: it throws, its answers are malformed, or it has too many states.
 * The message is one line.
 */
export class MalformedPolicy extends Error {
  override readonly name: string = 'MalformedPolicy';
}
