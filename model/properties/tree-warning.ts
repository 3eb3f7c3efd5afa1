import type { Property } from '../property.ts';

const REFUSED = { store: 'a store', erase: 'an erase' } as const;

/**
 * The warning is a `WARN_ON_ONCE()`, so only the first one of a run counts. The state: whether the
 * tree has warned.
 */
export const wrn1: Property<boolean> = {
  id: 'WRN-1',
  sentence: 'No refused request for nodes makes the tree warn.',
  witness: 'a request for nodes was refused',
  source: 'maple tree patches, June 2026 (lkml 2606.3/09103): mas_nomem() warns once',
  reads: ['memory', 'warned'],
  timed: false,
  appliesTo: (traits) => traits.defers,
  initial: false,
  next(warned, fact, _ledger, ruling) {
    if (fact.kind === 'memory') {
      if (!fact.granted && fact.need !== 'object') ruling.witness();
      return warned;
    }
    if (fact.kind !== 'warned' || warned) return warned;
    ruling.broken(
      'the tree was refused nodes under the lock and warns: with panic_on_warn, that is a panic',
      `${ruling.actor()} was refused ${REFUSED[fact.need]}`,
    );
    return true;
  },
};
