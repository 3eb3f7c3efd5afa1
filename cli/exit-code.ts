/** What the command's exit code says. */
export const EXIT = {
  /** Everything holds, or is as expected. */
  ok: 0,
  /** Something is violated, or not as expected. */
  violated: 1,
  /** Wrong usage, or a file that cannot be read. */
  usage: 2,
  inconclusive: 3,
  /** An assertion of iova-check itself. */
  internal: 4,
  /** A run that cannot be followed, shows something else than it says, or is not deterministic. */
  run: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const ORDER: readonly ExitCode[] = [
  EXIT.internal,
  EXIT.usage,
  EXIT.run,
  EXIT.violated,
  EXIT.inconclusive,
  EXIT.ok,
];

/** Of several results the one that the command ends with: 1 before 3 before 0. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return ORDER.find((code) => codes.includes(code)) ?? EXIT.ok;
}
