import * as fc from 'fast-check';
import type { Action } from '../../../port/action.ts';
import { judgedBy, type Subject } from '../../../port/subject.ts';
import { RunArbitrary } from '../random/run-arbitrary.ts';
import { NotRepeatable } from '../../world/not-repeatable.ts';
import type { Scope } from '../../run/scope.ts';
import { World } from '../../world/world.ts';
import { numberByCaller } from '../../run/number-calls.ts';

const RUNS = 30;

/** A design does not do the same when a search returns to a state. */
export class UnfaithfulSteps extends Error {
  override readonly name: string = 'UnfaithfulSteps';
}

/**
 * Takes some random runs in a world that saves its states and in one that only goes forward. Every
 * step must have the same label in both. It has not if a step writes a variable of its coroutine,
 * or if there is state outside the kernel's parts.
 * @throws UnfaithfulSteps if some step has another label
 * @throws NotRepeatable if it has another label each time, in worlds that only go forward, too
 * @throws CannotSearch if the system cannot save its states
 */
export function checkStations(subject: Subject, scope: Scope): void {
  const unjudged = judgedBy(subject, []);
  const remembering = new World(unjudged, scope, 'search');
  const initial = remembering.save();
  const { callers } = remembering.system.calls;
  for (const { actions } of fc.sample(new RunArbitrary(unjudged, scope), {
    numRuns: RUNS,
    seed: 1,
  })) {
    const going = new World(unjudged, scope, 'forward');
    const again = numberByCaller(actions, callers);
    remembering.restore(initial);
    for (const [at, action] of actions.entries()) {
      const place = placeOf(going, action);
      const other = placeOf(remembering, again[at] as Action);
      if (place === other) continue;
      checkRepeatable(unjudged, scope, actions);
      throw new UnfaithfulSteps(
        `"${place}" is "${other}" when a search comes back: a function given to step() must not ` +
          'write variables of its coroutine (write const x = yield step(...) instead), nor keep ' +
          'state outside of a SharedState',
      );
    }
  }
}

/** So often a run is made again that showed two labels: a coin may fall alike some times. */
const REPEATS = 10;

/**
 * Takes the actions again and again in worlds that only go forward.
 * @throws NotRepeatable if a step has another label than the first time
 */
function checkRepeatable(subject: Subject, scope: Scope, actions: readonly Action[]): void {
  const labels = (): readonly string[] => {
    const world = new World(subject, scope, 'forward');
    return actions.map((action) => placeOf(world, action));
  };
  const first = labels();
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    for (const [at, label] of labels().entries()) {
      if (label === first[at]) continue;
      throw new NotRepeatable(`stands at "${label}" instead of "${first[at]}"`);
    }
  }
}

/** Takes the action, if it can; returns the label where its context stands then. */
function placeOf(world: World, action: Action): string {
  if (!world.system.enabled(action)) return 'not possible';
  world.apply(action);
  const next = 'on' in action ? world.system.context(action.on)?.next?.at : null;
  return next ?? world.place;
}
