import type { Space } from '../../model/call.ts';
import type { Pressure } from '../../model/fact.ts';
import type { StoryEffect } from '../story/story-effect.ts';
import type { StepGroup } from '../story/step-group.ts';
import type { StoryEvent } from '../story/story-line.ts';
import type { CallNames } from './call-names.ts';
import { callText } from './call-text.ts';
import { effectText, outcomeText } from './effect-text.ts';

const PRESSURE: Readonly<Record<Pressure, string>> = {
  none: 'memory is back',
  nodes: 'from here on every request for tree nodes is refused',
  all: 'from here on every memory request is refused',
};

/** What happened in a line of a timeline: what was done, and after an arrow what came of it. */
export function eventText(event: StoryEvent, names: CallNames, space: Space): string {
  switch (event.kind) {
    case 'time passed':
      return `-- ${event.jiffies} ms pass --`;
    case 'pressure turned':
      return `-- ${PRESSURE[event.level]} --`;
    case 'whole call': {
      const call = callText(event.call, event.number, names, space);
      return event.outcome === null ? call : `${call} -> ${outcomeText(event.outcome, space)}`;
    }
    case 'call begun':
      return withEffects(callText(event.call, event.number, names, space), event, space);
    case 'steps':
      return withEffects(event.steps.map(stepsText).join('; '), event, space);
  }
}

/** "free_iova(): look up, remove_iova" */
function stepsText({ fn, places }: StepGroup): string {
  const text = places.join(', ');
  if (fn === null) return text;
  // The machine itself is no C function.
  return fn === 'timer' || fn === 'kworker' ? `${fn} ${text}` : `${fn}(): ${text}`;
}

function withEffects(
  text: string,
  {
    effects,
    later,
  }: { readonly effects: readonly StoryEffect[]; readonly later: readonly StoryEffect[] },
  space: Space,
): string {
  const arrow = text === '' || effects.length === 0 ? '' : ' -> ';
  const first = `${text}${arrow}${joined(effects, space)}`;
  return [first, ...later.map((effect) => effectText(effect, space))].join('; ');
}

/** A response is set off from what the step did before it. */
function joined(effects: readonly StoryEffect[], space: Space): string {
  return effects
    .map((effect, at) => {
      const isResponse = effect.kind === 'returned' || effect.kind === 'refused';
      const separator = at === 0 ? '' : isResponse ? '; ' : ', ';
      return `${separator}${effectText(effect, space)}`;
    })
    .join('');
}
