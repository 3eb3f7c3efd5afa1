/**
 * An engine was ended by an error of what it checks. What it had found until then is not lost.
 * `cause` is the error.
 */
export class CutShort<T> extends Error {
  override readonly name: string = 'CutShort';
  readonly partial: T;

  /** @param cause becomes the cause of this error; its message becomes the message */
  constructor(partial: T, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.partial = partial;
  }
}

/**
 * Does the work of an engine, and turns what it found into something else, also if an error ends
 * it.
 * @throws CutShort with what was found turned, if the work throws it
 */
export function turning<From, To>(work: () => From, turn: (found: From) => To): To {
  try {
    return turn(work());
  } catch (error) {
    if (error instanceof CutShort) throw new CutShort(turn(error.partial as From), error.cause);
    throw error;
  }
}
