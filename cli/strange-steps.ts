import { strangeSteps } from '../explore/loading/load-design.ts';
import type { Design } from '../impl/designs/design.ts';

/** Tells, on standard error, of what may be a slip: only types would tell a step from a helper. */
export function warnOfStrangeSteps(file: string, design: Design): void {
  for (const name of strangeSteps(design)) {
    process.stderr.write(`${file}: ${name}() is no step of a known design: is it ever called?\n`);
  }
}
