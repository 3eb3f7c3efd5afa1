import type { Ledger } from '../ledger.ts';
import type { Property } from '../property.ts';
import { hasRole } from '../role.ts';
import { causeOfMisuse } from './misuse.ts';

/** Its state: whether calls outlast the teardown. Then it is not known whose objects are left. */
export const mem3: Property<boolean> = {
  id: 'MEM-3',
  sentence: 'Nothing of the domain is left after its teardown.',
  witness: 'a teardown has responded',
  source: 'put_iova_domain()',
  reads: ['remaining'],
  alone: true,
  timed: false,
  appliesTo: () => true,
  initial: false,
  next(isOutlasted, fact, _ledger, ruling) {
    if (fact.kind !== 'remaining') return isOutlasted;
    if (fact.objects === null) return true;
    ruling.witness();
    if (fact.objects > 0) {
      const why = `${fact.objects} range object(s) are still allocated`;
      const who = isOutlasted ? 'the teardown and calls in flight' : ruling.actor();
      ruling.broken(why, `${who} left range objects`);
    }
    const { ofCaches = 0 } = fact;
    if (ofCaches !== 0) {
      const why = `${ofCaches} part(s) of the caches are still allocated`;
      ruling.broken(why, `${ruling.actor()} left parts of the caches`);
    }
    return isOutlasted;
  },
};

/** Whether the teardown is in progress. Other calls may respond during it. */
function isTearingDown({ open }: Ledger): boolean {
  return open.some(({ what }) => hasRole(what, 'tears down'));
}

/** The progress of the teardown. */
type Teardown = 'before' | 'running' | 'done';

export const ter1: Property<Teardown> = {
  id: 'TER-1',
  sentence: 'A teardown runs clean from every state, and nothing of the domain runs after it.',
  witness: 'a teardown has responded after something had been allocated',
  source: 'put_iova_domain(): the caller excludes other calls, but not works and timers',
  reads: ['invoked', 'responded', 'misused', 'blocked', 'work', 'trim', 'remaining'],
  timed: false,
  appliesTo: () => true,
  initial: 'before',
  next(state, fact, ledger, ruling) {
    if (fact.kind === 'invoked') return hasRole(fact.what, 'tears down') ? 'running' : state;
    if (state === 'before') return state;
    if (fact.kind === 'misused' && fact.on === 'teardown') {
      ruling.broken(fact.what, causeOfMisuse(fact, ruling.actor()));
    }
    if (fact.kind === 'blocked' && fact.on === 'teardown') {
      ruling.broken(
        `the teardown waits at "${fact.at}", and nobody will ever end the wait`,
        'the teardown waits for ever',
      );
    }
    if (fact.kind === 'work' && fact.state !== 'idle' && state === 'done') {
      ruling.broken(
        `the work is ${fact.state} after the teardown has responded`,
        `the work is ${fact.state} after the teardown`,
      );
    }
    if (fact.kind === 'trim' && fact.state !== 'idle' && state === 'done') {
      ruling.broken(
        `the work of a depot is ${fact.state} after the teardown has responded`,
        `the work of a depot is ${fact.state} after the teardown`,
      );
    }
    if (fact.kind === 'remaining' && fact.works > 0 && state === 'running') {
      ruling.broken(
        'the work is still pending or running when the teardown responds',
        `${ruling.actor()} left the work`,
      );
    }
    if (fact.kind === 'responded' && state === 'running' && !isTearingDown(ledger)) {
      if (ledger.tree.length > 0) ruling.witness();
      return 'done';
    }
    return state;
  },
};
