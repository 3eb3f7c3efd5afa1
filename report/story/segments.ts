import type { ReplayStep } from '../../explore/world/replay.ts';

/** Actions in a row that belong together: what one context does before another one acts. */
export interface Segment {
  /** The context, the timer being the worker's; null for pressure and time. */
  readonly lane: string | null;
  /** At least one. */
  readonly steps: readonly ReplayStep[];
  /** Its first action begins a call. */
  readonly begins: boolean;
  /** Its last action ends a call. */
  readonly ends: boolean;
}

/** The run in segments, in order. */
export function segmentsOf(steps: readonly ReplayStep[]): readonly Segment[] {
  const pieces: ReplayStep[][] = [];
  let before: ReplayStep | null = null;
  for (const step of steps) {
    if (before === null || isCut(before, step)) pieces.push([step]);
    else pieces.at(-1)?.push(step);
    before = step;
  }
  return pieces.map((piece) => {
    const first = piece[0] as ReplayStep;
    const last = piece.at(-1) as ReplayStep;
    return {
      lane: laneOf(first),
      steps: piece,
      begins: first.action.do === 'start',
      ends: last.facts.some((fact) => fact.kind === 'responded'),
    };
  });
}

/** The lane of an action: a context, or null for what happens to all of them. */
function laneOf({ action }: ReplayStep): string | null {
  if (action.do === 'pressure' || action.do === 'advance') return null;
  return action.on === 'timer' ? 'worker' : action.on;
}

/** Whether a segment ends between the two. The timer begins a segment, the worker goes on in it. */
function isCut(before: ReplayStep, now: ReplayStep): boolean {
  const lane = laneOf(now);
  if (lane !== laneOf(before) || now.action.do === 'start') return true;
  if (lane === null) return now.action.do !== 'advance' || before.action.do !== 'advance';
  const isTimer = (step: ReplayStep): boolean =>
    step.action.do === 'step' && step.action.on === 'timer';
  return isTimer(now) && !isTimer(before);
}
