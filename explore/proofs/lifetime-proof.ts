import {
  born,
  disposing,
  erased,
  freed,
  freeing,
  inTree,
  kept,
  lifetimeSystem,
  listed,
  live,
  marked,
  others,
  owners,
  takenTimes,
} from './lifetime-system.ts';
import type { Proof } from './proof.ts';
import type { Clause } from './transition-system.ts';
import { above, and, atMost, choose, equal, implies, not, or, plus, type Term } from './term.ts';

const counts = [others, owners, freeing, kept, listed, takenTimes, disposing, erased, freed];
const places = plus(owners, freeing, kept, listed, takenTimes);
const one = (condition: Term<boolean>): Term<number> => choose(condition, 1, 0);

const untilFreed = choose(live, equal(freed, 0), above(freed, 0));

const invariant: readonly Clause[] = [
  {
    name: 'no count is negative',
    holds: and(...counts.map((count) => atMost(0, count))),
  },
  { name: 'in the tree it is in one place, else in none', holds: equal(places, one(inTree)) },
  { name: "in the tree its pages are nobody else's", holds: implies(inTree, equal(others, 0)) },
  { name: 'it is erased once', holds: equal(erased, one(and(born, not(inTree)))) },
  {
    name: 'its object goes with the erase, or with the mark',
    holds: equal(plus(disposing, freed), choose(marked, 1, erased)),
  },
  {
    name: 'its object is there until it is given back',
    holds: choose(born, untilFreed, not(live)),
  },
  {
    name: 'a marked range is deferred, or erased',
    holds: implies(marked, and(born, equal(plus(owners, freeing, kept), 0))),
  },
  { name: 'before it is granted it is nowhere', holds: or(born, not(inTree)) },
];

const isDeferred = above(plus(kept, listed, takenTimes), 0);
const usesObject = or(
  above(plus(owners, freeing, kept, disposing), 0),
  and(not(marked), above(plus(listed, takenTimes), 0)),
);

/**
 * (c): a range that its owner has freed is handed out again only after its one erase, and its
 * object is freed once.
 */
export const safety: Proof = {
  id: 'c-safe-whatever-the-delay',
  sentence:
    'whatever the delay, a deferred range is in one place and not handed out; it is erased once, ' +
    'its object given back once and not used after',
  system: lifetimeSystem,
  invariant,
  property: and(
    implies(isDeferred, and(inTree, equal(places, 1), equal(owners, 0), equal(others, 0))),
    atMost(erased, 1),
    atMost(freed, 1),
    implies(usesObject, live),
    implies(above(freed, 0), or(not(inTree), marked)),
  ),
};
