import { CONCLUSIONS } from '../../report/conclusion/conclusion.ts';

/** What the exit code of a command means. Results amount to those that `CONCLUSIONS` names. */
export const EXIT = {
  /** Everything holds, or is as expected. */
  ok: 0,
  /** Something is violated, or not as expected. */
  violated: 1,
  /** Wrong usage, or a file that cannot be read or written. */
  usage: 2,
  inconclusive: 3,
  /** A failed assertion: a bug of iova-check itself. */
  internal: 4,
  /** A run that cannot be followed, shows something else than it says, or is not deterministic. */
  run: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const ORDER: readonly ExitCode[] = [
  EXIT.internal,
  EXIT.usage,
  ...CONCLUSIONS.map((conclusion) => EXIT[conclusion]),
];

/** The code that a command ends with if several apply: 1 wins over 3, and 3 over 0. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return ORDER.find((code) => codes.includes(code)) ?? EXIT.ok;
}
