import type { Fact, FactKind } from '../fact.ts';
import type { Property, Traits } from '../property.ts';

/** A property that a primitive judges itself, at the place of the misuse. */
function misuse(
  about: Pick<Property, 'id' | 'sentence' | 'witness' | 'source'>,
  witnessed: (fact: Fact) => boolean,
  witnessKind: FactKind,
  appliesTo: (traits: Traits) => boolean = () => true,
): Property<null> {
  return {
    ...about,
    reads: ['misused', witnessKind],
    alone: true,
    timed: false,
    appliesTo,
    initial: null,
    next(state, fact, _ledger, ruling) {
      if (fact.kind === 'misused') {
        if (fact.property === about.id) ruling.broken(fact.what, fact.where);
      } else if (witnessed(fact)) ruling.witness();
      return state;
    },
  };
}

export const mem1 = misuse(
  {
    id: 'MEM-1',
    sentence: 'A range object is not touched after it was freed.',
    witness: 'a range object was freed',
    source: 'slab lifetime rules (KASAN: slab-use-after-free)',
  },
  (fact) => fact.kind === 'object' && fact.event === 'freed',
  'object',
);

export const mem2 = misuse(
  {
    id: 'MEM-2',
    sentence: 'A range object is not freed twice.',
    witness: 'a range object was freed',
    source: 'slab lifetime rules (KASAN: double-free)',
  },
  (fact) => fact.kind === 'object' && fact.event === 'freed',
  'object',
);

export const lck1 = misuse(
  {
    id: 'LCK-1',
    sentence: 'Locks and contexts are used by their rules, and protected data under its lock.',
    witness: 'the lock was taken while another context was inside a call',
    source: 'Documentation/locking: lockdep, might_sleep(), irq-safe locks',
  },
  (fact) => fact.kind === 'locked' && fact.contended,
  'locked',
);

export const lst1 = misuse(
  {
    id: 'LST-1',
    sentence: 'A node is on the lock-free list at most once.',
    witness: 'a node was put on the list',
    source: 'the lock-free list of lib/: adding a node twice closes a cycle',
  },
  (fact) => fact.kind === 'listed',
  'listed',
  (traits) => traits.lists,
);
