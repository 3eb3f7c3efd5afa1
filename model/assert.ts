/** What must hold whatever a design, a policy or a user does, does not: a bug of our own. */
export class AssertionFailure extends Error {
  override readonly name: string = 'AssertionFailure';
}

/**
 * Checks what only a bug of our own can break. Always on. Where it runs often, a message that takes
 * work to put together is a function.
 * @throws AssertionFailure
 */
export function assert(condition: boolean, message: string | (() => string)): asserts condition {
  if (!condition) throw new AssertionFailure(typeof message === 'string' ? message : message());
}

/**
 * Stands where every case has been dealt with: the compiler checks that.
 * @throws AssertionFailure if one turns up all the same
 */
export function unreachable(value: never): never {
  throw new AssertionFailure(`nobody expects ${JSON.stringify(value)}`);
}
