import type { Fact } from '../../model/fact.ts';
import type { Ledger } from '../../model/ledger.ts';
import { firstUncovered } from '../../model/range-set.ts';
import type { StoryEffect } from './story-effect.ts';

/**
 * What a fact means to a reader; null: nothing. The fact is not in the ledger `before` yet.
 * @param nowJiffies the virtual clock when the step was taken
 */
export function effectOf(fact: Fact, before: Ledger, nowJiffies: number): StoryEffect | null {
  switch (fact.kind) {
    case 'responded':
      if (fact.granted === null && fact.refused) {
        return { kind: 'refused', because: fact.because };
      }
      return { kind: 'returned', granted: fact.granted };
    case 'memory':
      if (fact.granted || fact.need === 'erase') return null;
      return { kind: 'memory refused', need: fact.need };
    case 'stored':
      return { kind: 'stored', range: fact.range };
    case 'erased':
      return { kind: 'erased', range: fact.range };
    case 'kept':
      return { kind: 'erase refused', range: fact.range };
    case 'deferred': {
      const again = firstUncovered(before.deferred, fact.range) === null;
      return { kind: 'deferred', range: fact.range, again };
    }
    case 'cached':
    case 'uncached':
    case 'flushed':
    case 'online':
    case 'trim':
      return effectOnCaches(fact);
    case 'window':
      return { kind: 'window moved', span: fact.span };
    case 'work':
      return workEffect(fact, nowJiffies);
    case 'logged':
      return { kind: 'logged', cause: fact.cause };
    case 'misused':
      return { kind: 'misused', misuse: fact.misuse, what: fact.what };
    case 'surveyed':
      return fact.unsound === null ? null : { kind: 'tree unsound', what: fact.unsound };
    case 'looped':
      return { kind: 'looped' };
    case 'blocked':
      return { kind: 'blocked' };
    case 'remaining': {
      const { works, ofCaches = 0 } = fact;
      const objects = (fact.objects ?? 0) + Math.abs(ofCaches);
      return objects + works === 0 ? null : { kind: 'left over', objects, works };
    }
    case 'invoked':
    case 'warned':
    case 'pressure':
    case 'locked':
    case 'unlocked':
    case 'object':
    case 'listed':
    case 'warning':
    case 'visited':
    case 'stocked':
    case 'piled':
    case 'time':
      return null;
  }
}

/** A work that begins to run or comes to rest needs no word: its steps show it. */
function workEffect(
  { state, dueJiffies }: Extract<Fact, { kind: 'work' }>,
  nowJiffies: number,
): StoryEffect | null {
  const dueInJiffies = dueJiffies === null ? null : dueJiffies - nowJiffies;
  if (state === 'armed') return { kind: 'work armed', dueInJiffies, again: false };
  if (state === 'idle' || dueInJiffies === null) return null;
  return { kind: 'work armed', dueInJiffies, again: true };
}

function effectOnCaches(
  fact: Extract<Fact, { kind: 'cached' | 'uncached' | 'flushed' | 'online' | 'trim' }>,
): StoryEffect | null {
  switch (fact.kind) {
    case 'cached':
    case 'uncached':
      return { kind: fact.kind, range: fact.range };
    case 'flushed':
      return { kind: 'flushes' };
    case 'online':
      return { kind: 'online', cpu: fact.cpu, online: fact.online };
    case 'trim':
      return fact.state === 'armed' ? { kind: 'trim armed' } : null;
  }
}
