import type { Action } from '../../../port/action.ts';
import type { System } from '../../../port/system.ts';
import type { MoveCost } from '../../state-space/model.ts';

/** What a search counts for the action. The timer moves as the one after the last context. */
export function costOfAction(action: Action, { contexts }: System): MoveCost {
  if (action.do !== 'start' && action.do !== 'step') return { calls: 0, refusals: 0, on: null };
  const index = contexts.findIndex(({ id }) => id === action.on);
  return {
    calls: action.do === 'start' ? 1 : 0,
    refusals: action.do === 'step' && action.refuse === true ? 1 : 0,
    on: index < 0 ? contexts.length : index,
  };
}
