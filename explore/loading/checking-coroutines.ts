import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { BrokenRule } from '../../impl/kernel/broken-rule.ts';

/** Any function of a design. */
type Step = (this: unknown, ...given: unknown[]) => unknown;

const GENERATOR = Object.getPrototypeOf(function* generator() {
  // Only its prototype is needed.
}) as object;

function isGenerator(value: unknown): boolean {
  return typeof value === 'function' && Object.getPrototypeOf(value) === GENERATOR;
}

/** Functions that are generators in every design of the suite that has them. */
const COROUTINES: ReadonlySet<string> = new Set(
  knownDesigns.flatMap((design) =>
    Object.keys(design).filter((name) =>
      knownDesigns.every((other) => !(name in other) || isGenerator(other[name as keyof Design])),
    ),
  ),
);

/**
 * A user's design whose functions that are called as coroutines are checked to return one: the
 * error of `yield*` names neither the function nor a line of the file.
 */
export function checkingCoroutines(design: Design): Design {
  const checking: Record<string, unknown> = { ...design };
  for (const [name, value] of Object.entries(design)) {
    if (typeof value !== 'function' || isGenerator(value) || !COROUTINES.has(name)) continue;
    const own = value as Step;
    checking[name] = function checked(this: unknown, ...given: unknown[]): unknown {
      const made = own.apply(this, given);
      if (typeof made === 'object' && made !== null && Symbol.iterator in made) return made;
      throw new BrokenRule(
        `${name}() is called as a coroutine but returns none: write *${name}(...), a generator`,
      );
    };
  }
  return checking as unknown as Design;
}
