import type { ReplayStep } from '../../explore/world/replay.ts';

/** Whether the step was refused a request for memory that the pressure at that time allows. */
export function isSingleRefusal({ action, facts, pressure }: ReplayStep): boolean {
  if (action.do !== 'step' || action.refuse !== true || pressure === 'all') return false;
  const refused = facts.find((fact) => fact.kind === 'memory' && !fact.granted);
  return pressure === 'none' || (refused?.kind === 'memory' && refused.need === 'object');
}
