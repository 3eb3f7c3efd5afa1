/** The user's mistake: one line that says what, where, and what to do. Exit code 2. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** Errors of other layers that are the user's, too: each has a message of one line. */
const USER_ERRORS: ReadonlySet<string> = new Set([
  'UnusablePlace',
  'UnreadableCampaign',
  'UserError',
  'UnfitKernel',
  'UnfitScript',
  'UnloadableDesign',
  'UnloadableFile',
  'UnloadableKernel',
  'UnloadablePolicy',
  'UnreadableAllowList',
  'UnreadableMatrix',
  'UnreadableRecording',
  'UnreadableRun',
  'UnreadableScope',
  'UnreadableScript',
  'FaultyDesign',
  'CannotSearch',
]);

export function isUserError(error: unknown): error is Error {
  return error instanceof Error && USER_ERRORS.has(error.name);
}
