import { after, type Step, type TransitionSystem } from './transition-system.ts';
import type { Valuation } from './term.ts';

/** One step of a run may be made of at most this many steps of the system. */
const STEPS_MAX = 5;

/** A step without a parameter is tried once. */
const NONE = [0];

/** Which steps of the system may make up a step of a run. */
export interface Allowed {
  /** A request was refused in the step of the run. */
  readonly refuses: boolean;
  /** The work took the step of the run. */
  readonly byWork: boolean;
  /** The time that passed in the step of the run; 0: none. */
  readonly jiffies: number;
}

/**
 * The shortest sequence of the system's steps that leads from `before` to `now`; null if there is
 * none. Only the variables that `now` names are compared.
 * @param before also has the values of the constants
 */
export function findSteps(
  system: TransitionSystem,
  before: Valuation,
  now: Valuation,
  allowed: Allowed,
): readonly Step[] | null {
  const steps = system.steps.filter(
    ({ only, refuses }) =>
      only !== 'proof' &&
      (only !== 'time' || allowed.jiffies > 0) &&
      (only !== 'work' || allowed.byWork) &&
      (refuses !== true || allowed.refuses),
  );
  const parameters = parametersBetween(before, now, allowed.jiffies);
  const seen = new Set<string>([keyOf(before)]);
  let ends: { readonly state: Valuation; readonly steps: readonly Step[] }[] = [
    { state: before, steps: [] },
  ];
  for (let length = 0; length <= STEPS_MAX; length += 1) {
    const found = ends.find(({ state }) => agrees(state, now));
    if (found !== undefined) return found.steps;
    const next: typeof ends = [];
    for (const end of ends) {
      for (const step of steps) {
        // Time passes at most once, by as much as it passed in the run.
        if (step.only === 'time' && end.steps.includes(step)) continue;
        const ofTime = step.only === 'time' ? [allowed.jiffies] : parameters;
        for (const some of step.parameter === undefined ? NONE : ofTime) {
          const state = after(step, { ...end.state, some });
          if (state === null || seen.has(keyOf(state))) continue;
          seen.add(keyOf(state));
          next.push({ state, steps: [...end.steps, step] });
        }
      }
    }
    ends = next;
  }
  return null;
}

/** Values for the parameter: counts that may have moved, and deadlines that may have been set. */
function parametersBetween(before: Valuation, now: Valuation, jiffies: number): readonly number[] {
  const counts = Object.values(now).filter((value) => typeof value === 'number');
  const earlier = Object.keys(now).map((name) => Number(before[name]));
  const differences = counts.flatMap((count) => earlier.map((was) => Math.abs(count - was)));
  const all = new Set([1, ...counts, ...differences, ...(jiffies > 0 ? [jiffies] : [])]);
  return [...all].filter((count) => count > 0).toSorted((a, b) => a - b);
}

function agrees(state: Valuation, now: Valuation): boolean {
  return Object.entries(now).every(([name, value]) => state[name] === value);
}

function keyOf(state: Valuation): string {
  return Object.entries(state)
    .map(([name, value]) => (name === 'some' ? '' : String(value)))
    .join();
}
