/** Seeded bugs that commands find, one for each way to fail, shrunk to a few commands. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginsAgain } from '../../impl/bugs/begins-again.ts';
import { forgetsRange } from '../../impl/bugs/forgets-range.ts';
import { grantsTheDeferred } from '../../impl/bugs/grants-the-deferred.ts';
import { hasNoWork } from '../../impl/bugs/has-no-work.ts';
import { limitPlusOne } from '../../impl/bugs/limit-plus-one.ts';
import { listsTwice } from '../../impl/bugs/lists-twice.ts';
import { locksInTwoOrders } from '../../impl/bugs/locks-in-two-orders.ts';
import { neverRests } from '../../impl/bugs/never-rests.ts';
import { reserveHiExclusive } from '../../impl/bugs/reserve-hi-exclusive.ts';
import { slackForgotten } from '../../impl/bugs/slack-forgotten.ts';
import type { Design } from '../../impl/designs/design.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { allocatorCommands, type CommandKind, followModel } from '../../vitest.ts';

const FIXED = { seed: 1, numRuns: 6000 };

interface Found {
  readonly design: Design;
  /** The design without the bug. */
  readonly base: Design;
  /** What the design does, compared with the model. */
  readonly why: RegExp;
  /** Most commands of the row to which it is shrunk. */
  readonly most: number;
  /** What the base of the bug does not do as the model says. */
  readonly without: readonly CommandKind[];
}

const ALL = { without: [] };
const NO_RESERVATIONS = { without: ['reserve'] } as const;

const FOUND: readonly Found[] = [
  { ...limitPlusOne, ...ALL, why: /^\[9,9\] is granted: not 1 of \[1,8\]$/, most: 1 },
  { ...slackForgotten, ...ALL, why: /is granted, but page \d has an owner$/, most: 2 },
  { ...reserveHiExclusive, ...ALL, why: /has an owner, but is not in the tree$/, most: 1 },
  { ...grantsTheDeferred, ...NO_RESERVATIONS, why: /has an owner, but is to be erased$/, most: 7 },
  {
    ...forgetsRange,
    ...NO_RESERVATIONS,
    why: /was freed, but is neither erased nor deferred$/,
    most: 3,
  },
  { ...hasNoWork, ...ALL, why: /was freed, but is never erased$/, most: 4 },
  { ...neverRests, ...ALL, why: /^the work is armed after 8 runs$/, most: 4 },
  { ...locksInTwoOrders, ...ALL, why: /^worker and cpu1 wait for ever$/, most: 5 },
  { ...beginsAgain, ...ALL, why: /^something is still under way after 400 steps$/, most: 6 },
  { ...listsTwice, ...NO_RESERVATIONS, why: /is added to the list it is on already$/, most: 3 },
];

test.each(FOUND)(
  '$design.name is found by at most $most commands',
  ({ design, why, most, without }) => {
    const commands = allocatorCommands({ without });
    const { counterexample, errorInstance } = fc.check(
      fc.property(commands, (some) => followModel(design, some)),
      FIXED,
    );
    expect((errorInstance as Error).message).toMatch(why);
    expect([...(counterexample?.[0] ?? [])].length).toBeLessThanOrEqual(most);
  },
);

test.each(FOUND)('$base.name, without the bug of $design.name, is not', ({ base, without }) => {
  const commands = allocatorCommands({ without });
  const property = fc.property(commands, (some) => followModel(base, some));
  expect(fc.check(property, { seed: 1, numRuns: 300 }).failed).toBe(false);
});

test('kinds of commands that are left out are not drawn', () => {
  const rows = fc.sample(allocatorCommands({ without: ['reserve', 'settle'] }), FIXED);
  for (const commands of rows) followModel(hardened, commands);
  const drawn = rows.flatMap((row) => [...row].map((command) => String(command).split(' ', 1)[0]));
  expect(new Set(drawn)).toEqual(new Set(['alloc', 'concurrent', 'free', 'refuse', 'run']));
});
