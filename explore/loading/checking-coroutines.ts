import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { BrokenRule } from '../../impl/kernel/broken-rule.ts';
import { noteCoroutine } from '../../impl/kernel/made.ts';

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

/** The functions of designs that stand here, by those that stand for them. */
const originals = new WeakMap<object, object>();

/** The function of the design itself, if it is one that checks what it returns. */
export function originalOf(value: object): object {
  return originals.get(value) ?? value;
}

/**
 * A user's design whose coroutines are checked: what is called as one must return one, since the
 * error of `yield*` names neither the function nor a line of the file; and each is noted, so that
 * one that is never begun is noticed.
 */
export function checkingCoroutines(design: Design): Design {
  const checking: Record<string, unknown> = { ...design };
  for (const [name, value] of Object.entries(design)) {
    if (typeof value !== 'function' || !(isGenerator(value) || COROUTINES.has(name))) continue;
    const own = value as Step;
    const checked: Step = function checked(this: unknown, ...given: unknown[]): unknown {
      const coroutine = own.apply(this, given);
      if (typeof coroutine !== 'object' || coroutine === null || !(Symbol.iterator in coroutine)) {
        throw new BrokenRule(
          `${name}() is called as a coroutine but returns none: write *${name}(...), a generator`,
        );
      }
      noteCoroutine(coroutine);
      return coroutine;
    };
    originals.set(checked, own);
    checking[name] = checked;
  }
  return checking as unknown as Design;
}
