/** A bug of iova-check itself: no design, policy or user should be able to cause it. */
export class AssertionFailure extends Error {
  override readonly name: string = 'AssertionFailure';
}

/**
 * Checks a condition that only a bug of our own can break. Always on. Where the check runs often,
 * pass a message that is costly to build as a function.
 * @throws AssertionFailure if the condition is false
 */
export function assert(condition: boolean, message: string | (() => string)): asserts condition {
  if (!condition) throw new AssertionFailure(typeof message === 'string' ? message : message());
}

/**
 * Marks a point at which every case has been handled. The compiler checks that.
 * @throws AssertionFailure if an unhandled value gets here all the same
 */
export function unreachable(value: never): never {
  throw new AssertionFailure(`nobody expects ${JSON.stringify(value)}`);
}
