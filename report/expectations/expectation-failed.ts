/**
 * What a test expects of a design or a policy is not so, or could not be judged. It has the name of
 * failed assertions, so that test runners show it as one.
 */
export class ExpectationFailed extends Error {
  override readonly name: string = 'AssertionError';
  /** Something was violated; false: it could not be judged. */
  readonly isViolated: boolean;

  constructor(message: string, isViolated: boolean) {
    super(message);
    this.isViolated = isViolated;
  }
}
