import { DelayedWork } from '../../impl/kernel/delayed-work.ts';
import { DONE, type Outcome } from '../../impl/kernel/routine.ts';
import type { Coroutine } from '../../impl/kernel/effect.ts';
import { Stage } from './stage.ts';

/** A work, and all contexts that may deal with it. */
export function scene(): { stage: Stage; work: DelayedWork; states: () => readonly string[] } {
  const stage = new Stage('cpu0', 'irq0', 'cpu1', 'worker', 'teardown');
  const work = new DelayedWork(stage.kernel, 'a_work');
  return { stage, work, states: () => stage.factsOf('work').map((fact) => fact.state) };
}

/** Arms the work, lets its timer expire, and lets the worker call its function. */
export function running(): ReturnType<typeof scene> {
  const on = scene();
  on.work.schedule(10);
  on.work.expire();
  on.work.pickUp();
  return on;
}

/** Lets `on` wait for the running instance in a `cancel_delayed_work_sync()`. */
export function cancelling(): ReturnType<typeof scene> {
  const on = running();
  on.stage.begin('teardown', discard(on.work.cancelSync('put')));
  on.stage.step('teardown');
  return on;
}

/** Runs a cancel as a call of its own. */
export function* discard(coroutine: Coroutine<boolean>): Coroutine<Outcome> {
  yield* coroutine;
  return DONE;
}
