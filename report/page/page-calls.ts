import type { ReplayStep } from '../../explore/world/replay.ts';
import type { Space } from '../../model/call.ts';
import type { CallNames } from '../counterexample/call-names.ts';
import { callText } from '../counterexample/call-text.ts';
import { rangeName } from '../counterexample/page-name.ts';
import type { PageCall } from './page-document.ts';

/** The calls of a run, in the order of their begin. */
export function pageCalls(
  steps: readonly ReplayStep[],
  lanes: readonly string[],
  names: CallNames,
  space: Space,
): readonly PageCall[] {
  const calls = new Map<number, PageCall>();
  for (const { action, call, number, facts } of steps) {
    if (action.do === 'start' && call !== null) {
      calls.set(call, {
        name: names.nameOf(call),
        lane: lanes.indexOf(action.on),
        text: callText(action.call, call, names, space),
        from: number,
        to: null,
        result: '',
        outcome: 'open',
      });
    }
    for (const fact of facts) {
      const open = fact.kind === 'responded' ? calls.get(fact.call) : undefined;
      if (fact.kind !== 'responded' || open === undefined) continue;
      const { granted, refused } = fact;
      const result = granted !== null ? rangeName(granted, space) : refused ? 'NULL' : '';
      const outcome = granted !== null ? 'granted' : refused ? 'refused' : 'done';
      calls.set(fact.call, { ...open, to: number, result, outcome });
    }
  }
  return [...calls.values()];
}
