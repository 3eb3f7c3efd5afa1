import type { Space } from '../../model/call.ts';
import type { StoryEffect } from '../story/story-effect.ts';
import { rangeName, withPageNames } from './page-name.ts';
import { refusalText } from './refusal-text.ts';

/** What a step did, in a few words. */
export function effectText(effect: StoryEffect, space: Space): string {
  switch (effect.kind) {
    case 'returned':
      return effect.granted === null ? 'returns' : `returns ${rangeName(effect.granted, space)}`;
    case 'refused':
      return `returns NULL: ${refusalText(effect.because)}`;
    case 'memory refused':
      return `${effect.need} refused`;
    case 'stored':
      return `tree +${rangeName(effect.range, space)}`;
    case 'erased':
      return `tree -${rangeName(effect.range, space)}`;
    case 'erase refused':
      return `erase ${rangeName(effect.range, space)} refused`;
    case 'deferred':
      return `deferred ${rangeName(effect.range, space)}${effect.again ? ' again' : ''}`;
    case 'cached':
      return `cache +${rangeName(effect.range, space)}`;
    case 'uncached':
      return `cache -${rangeName(effect.range, space)}`;
    case 'flushes':
      return 'flushes the caches';
    case 'online':
      return `CPU ${effect.cpu} ${effect.online ? 'online' : 'offline'}`;
    case 'trim armed':
      return 'trim work armed';
    case 'window moved':
      return `window ${effect.span === null ? 'empty' : rangeName(effect.span, space)}`;
    case 'work armed': {
      const due = effect.dueInJiffies === null ? '' : `, due in ${effect.dueInJiffies} ms`;
      return `work armed${effect.again ? ' again' : ''}${due}`;
    }
    case 'logged':
      return `log "${withPageNames(effect.cause, space)}"`;
    case 'misused':
    case 'tree unsound':
      return withPageNames(effect.what, space);
    case 'looped':
      return 'is back in an earlier state: it loops forever';
    case 'blocked':
      return 'waits forever';
    case 'left over':
      return `left over: ${counts(effect)}`;
  }
}

/** The same where the call stands before it: "[-1]", "NULL: search failed". */
export function outcomeText(effect: StoryEffect, space: Space): string {
  const text = effectText(effect, space);
  const isResponse = effect.kind === 'returned' || effect.kind === 'refused';
  return isResponse ? text.replace(/^returns /, '') : text;
}

/** "2 objects, 1 work": what there is none of is not mentioned. */
function counts({ objects, works }: Extract<StoryEffect, { kind: 'left over' }>): string {
  const each = [
    ...(objects === 0 ? [] : [`${objects} object${objects === 1 ? '' : 's'}`]),
    ...(works === 0 ? [] : [`${works} work${works === 1 ? '' : 's'}`]),
  ];
  return each.join(', ');
}
