/**
 * What a test expects makes no sense: it could not fail, or names what does not exist. The message
 * is one line that says what, and what to do.
 */
export class WrongExpectation extends Error {
  override readonly name: string = 'WrongExpectation';
}
