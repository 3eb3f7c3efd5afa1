import type { Fact } from '../../model/fact.ts';
import type { Ledger } from '../../model/ledger.ts';
import { firstUncovered } from '../../model/range-set.ts';
import { rangeName, withPageNames } from './page-name.ts';
import { shortReason } from './step-name.ts';

/**
 * What a timeline tells of a fact; null: nothing that a reader needs. `before` has not entered it.
 */
export function newsOf(fact: Fact, before: Ledger, nowJiffies: number): string | null {
  const { space } = before;
  switch (fact.kind) {
    case 'responded':
      if (fact.granted !== null) return `returns ${rangeName(fact.granted, space)}`;
      if (fact.refused) return `returns NULL: ${shortReason(fact.because ?? 'refused')}`;
      return 'returns';
    case 'memory':
      return fact.granted || fact.need === 'erase' ? null : `${fact.need} refused`;
    case 'stored':
      return `tree +${rangeName(fact.range, space)}`;
    case 'erased':
      return `tree -${rangeName(fact.range, space)}`;
    case 'kept':
      return `erase ${rangeName(fact.range, space)} refused`;
    case 'deferred':
      return `deferred ${rangeName(fact.range, space)}${isDeferred(before, fact) ? ' again' : ''}`;
    case 'window':
      return `window ${fact.span === null ? 'empty' : rangeName(fact.span, space)}`;
    case 'work':
      return workNews(fact, nowJiffies);
    case 'logged':
      return `log "${withPageNames(fact.cause, space)}"`;
    case 'misused':
      return withPageNames(fact.what, space);
    case 'surveyed':
      return fact.unsound === null ? null : withPageNames(fact.unsound, space);
    case 'looped':
      return 'back in a state it has been in: it goes round for ever';
    case 'blocked':
      return 'waits for ever';
    case 'remaining':
      return fact.objects + fact.works === 0
        ? null
        : `left behind: ${fact.objects} objects, ${fact.works} works`;
    case 'invoked':
    case 'pressure':
    case 'locked':
    case 'unlocked':
    case 'object':
    case 'listed':
    case 'visited':
    case 'time':
      return null;
  }
}

function isDeferred(ledger: Ledger, fact: Extract<Fact, { kind: 'deferred' }>): boolean {
  return firstUncovered(ledger.deferred, fact.range) === null;
}

function workNews(fact: Extract<Fact, { kind: 'work' }>, nowJiffies: number): string | null {
  const due = fact.dueJiffies === null ? '' : `, due in ${fact.dueJiffies - nowJiffies} ms`;
  switch (fact.state) {
    case 'armed':
      return `work armed${due}`;
    case 'running':
      return due === '' ? null : `work armed again${due}`;
    case 'idle':
      return null;
  }
}
