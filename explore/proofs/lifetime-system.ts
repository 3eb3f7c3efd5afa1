import type { Step, TransitionSystem } from './transition-system.ts';
import {
  above,
  and,
  bool,
  choose,
  equal,
  int,
  literal,
  minus,
  not,
  plus,
  type Term,
} from './term.ts';

/* One page of one range, and any of them: what refers to it, and how often. */

/** The page is in the tree on the range's account. */
export const inTree: Term<boolean> = bool('in_tree');
/** The number of other ranges that have the page in the tree. */
export const others: Term<number> = int('others');
/** The number of callers that own the range. */
export const owners: Term<number> = int('owners');
/** The number of frees that have looked the range up and are about to erase it. */
export const freeing: Term<number> = int('freeing');
/** The number of frees whose erase was refused and that have not deferred it yet. */
export const kept: Term<number> = int('kept');
/** The number of times that it is on the list, or marked. */
export const listed: Term<number> = int('listed');
/** The number of times that the current run of the work is still to try it. */
export const takenTimes: Term<number> = int('taken');
/** The number of contexts that are about to give its object back. */
export const disposing: Term<number> = int('disposing');
/** The number of times that it was erased, and that its object was given back. */
export const erased: Term<number> = int('erased');
export const freed: Term<number> = int('freed');
/** The range has been granted, and its object exists. */
export const born: Term<boolean> = bool('born');
export const live: Term<boolean> = bool('live');
/** The range is marked in place, and needs no object any more. */
export const marked: Term<boolean> = bool('marked');

const more = (count: Term<number>): Term<number> => plus(count, 1);
const less = (count: Term<number>): Term<number> => minus(count, 1);
const any = (count: Term<number>): Term<boolean> => above(count, 0);
const leavesTree = { in_tree: literal(false), erased: more(erased) };

const byCallers: readonly Step[] = [
  {
    name: 'it is granted',
    sentence: 'an allocation finds none of its pages in the tree',
    when: and(not(born), equal(others, 0)),
    becomes: {
      born: literal(true),
      live: literal(true),
      in_tree: literal(true),
      owners: literal(1),
    },
  },
  {
    name: 'another range gets one of its pages',
    sentence: 'an allocation, or a reservation, that finds it not in the tree',
    when: and(not(inTree), equal(others, 0)),
    becomes: { others: literal(1) },
  },
  {
    name: 'the other range leaves the tree',
    sentence: 'it is erased',
    when: any(others),
    becomes: { others: less(others) },
  },
  {
    name: 'its owner frees it',
    sentence: 'well-behaved callers free what they own, once',
    when: any(owners),
    becomes: { owners: less(owners), freeing: more(freeing) },
  },
  {
    name: 'the free erases it',
    sentence: 'a node was to be had',
    when: any(freeing),
    becomes: { freeing: less(freeing), disposing: more(disposing), ...leavesTree },
  },
  {
    name: 'the erase is refused',
    sentence: 'the range stays in the tree',
    refuses: true,
    when: any(freeing),
    becomes: { freeing: less(freeing), kept: more(kept) },
  },
  {
    name: 'the call puts it on the list',
    sentence: 'with its object',
    when: any(kept),
    becomes: { kept: less(kept), listed: more(listed) },
  },
  {
    name: 'the call marks it',
    sentence: 'and is going to give its object back',
    when: any(kept),
    becomes: {
      kept: less(kept),
      listed: more(listed),
      disposing: more(disposing),
      marked: literal(true),
    },
  },
];

const byTheWork: readonly Step[] = [
  {
    name: 'the work begins to run',
    sentence: 'at any moment: after every delay, and after none',
    only: 'work',
    when: literal(true),
    becomes: { taken: plus(takenTimes, listed), listed: literal(0) },
  },
  {
    name: 'the work erases it',
    sentence: 'and is going to give its object back, if it has one still',
    only: 'work',
    when: any(takenTimes),
    becomes: {
      taken: less(takenTimes),
      disposing: choose(marked, disposing, more(disposing)),
      ...leavesTree,
    },
  },
  {
    name: 'the work puts it back',
    sentence: 'its erase was refused, or was not tried',
    only: 'work',
    when: any(takenTimes),
    becomes: { taken: less(takenTimes), listed: more(listed) },
  },
  {
    name: 'a call drains it where it waits',
    sentence: 'or reserves over it; a marked range only: others have no business on the list',
    when: and(marked, any(listed)),
    becomes: { listed: less(listed), ...leavesTree },
  },
  {
    name: 'a call drains it where the work has it before it',
    sentence: 'a marked range only',
    when: and(marked, any(takenTimes)),
    becomes: { taken: less(takenTimes), ...leavesTree },
  },
  {
    name: 'its object is given back',
    sentence: 'by whoever erased it, or marked it',
    when: any(disposing),
    becomes: { disposing: less(disposing), freed: more(freed), live: literal(false) },
  },
];

/**
 * The life of one page of a range among any others. Callers are well-behaved, there are no
 * reservations over ranges on a list, and there is no teardown. The system has no clock and no
 * delay: the work may run at any moment.
 */
export const lifetimeSystem: TransitionSystem = {
  initial: {
    in_tree: false,
    others: 0,
    owners: 0,
    freeing: 0,
    kept: 0,
    listed: 0,
    taken: 0,
    disposing: 0,
    erased: 0,
    freed: 0,
    born: false,
    live: false,
    marked: false,
  },
  constants: [],
  assumed: literal(true),
  steps: [...byCallers, ...byTheWork],
};
