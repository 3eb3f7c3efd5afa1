import type { Happening } from '../explore/replay.ts';

/** What one context did without another one coming between. */
export interface Segment {
  /** The context, the timer being the worker's; null for pressure and time. */
  readonly lane: string | null;
  readonly happenings: readonly Happening[];
  /** Its first action begins the call; its last one ends it. */
  readonly begins: boolean;
  readonly ends: boolean;
}

/** The lane of an action: a context, or null for what happens to all of them. */
function laneOf({ action }: Happening): string | null {
  if (action.do === 'pressure' || action.do === 'advance') return null;
  return action.on === 'timer' ? 'worker' : action.on;
}

/** A request was refused that the pressure of memory, if any, would have spared. */
export function isRefusedAlone({ action, facts, pressure }: Happening): boolean {
  if (action.do !== 'step' || action.refuse !== true || pressure === 'all') return false;
  const refused = facts.find((fact) => fact.kind === 'memory' && !fact.granted);
  return pressure === 'none' || (refused?.kind === 'memory' && refused.need === 'object');
}

/** The run in segments, in order. */
export function segmentsOf(happenings: readonly Happening[]): readonly Segment[] {
  const pieces: Happening[][] = [];
  let before: Happening | null = null;
  for (const happening of happenings) {
    if (before === null || isCut(before, happening)) pieces.push([happening]);
    else pieces.at(-1)?.push(happening);
    before = happening;
  }
  return pieces.map((piece) => {
    const first = piece[0] as Happening;
    const last = piece.at(-1) as Happening;
    return {
      lane: laneOf(first),
      happenings: piece,
      begins: first.action.do === 'start',
      ends: last.facts.some((fact) => fact.kind === 'responded'),
    };
  });
}

function isCut(before: Happening, now: Happening): boolean {
  const lane = laneOf(now);
  if (lane !== laneOf(before) || now.action.do === 'start') return true;
  if (lane === null) return now.action.do !== 'advance' || before.action.do !== 'advance';
  const isTimer = (happening: Happening): boolean =>
    happening.action.do === 'step' && happening.action.on === 'timer';
  return isTimer(now) && !isTimer(before);
}
