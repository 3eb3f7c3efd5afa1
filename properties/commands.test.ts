/**
 * Read this second: a model of an allocator, and real ones beside it.
 *
 * The model is `PageOwners` in explore/commands/: what callers know, that is, which pages have an
 * owner. The real side, `RealAllocator` there, is a design on a simulated machine: two CPUs, a
 * worker, and the pages 1 to 8, of which 1 to 4 are below 4 GiB. fast-check draws rows of commands
 * and carries out each on both sides:
 *
 *     alloc 2 below 4G     what is granted has no owner yet, is what was asked for; now it has one
 *     free #0              the oldest range loses its owner; its pages leave the tree, or are
 *                          deferred: somebody is to erase them later
 *     reserve 7..8         pages without an owner get one; the allocator may still hold them
 *     refuse memory once   the next request for memory is refused: a free is then deferred
 *     run work             the timer expires and the work erases what it can; no owner changes
 *     concurrent add       while the work runs, another CPU frees, is refused, and defers
 *     settle               memory is back and the work runs until it rests: nothing freed is left
 *
 * After each command every page with an owner is in the tree and nobody is to erase it, and every
 * page without one is out of the tree, or deferred. The real side also fails if it waits or goes on
 * for ever, or breaks a rule of the kernel, as by a use after free.
 */
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { leavesList } from '../impl/bugs/leaves-list.ts';
import { pushesWithoutSwap } from '../impl/bugs/pushes-without-swap.ts';
import type { Design } from '../impl/designs/design.ts';
import { hardened } from '../impl/designs/hardened.ts';
import { llist } from '../impl/designs/llist.ts';
import { mainline } from '../impl/designs/mainline.ts';
import { marker } from '../impl/designs/marker.ts';
import { allocatorCommands, followModel } from '../vitest.ts';

/** The seed is fixed: every time the same commands are drawn, and the tests keep their names. */
const FIXED = { seed: 1, numRuns: 1000 };

describe.each([mainline, marker, hardened])('$name', (design) => {
  test.prop([allocatorCommands()], FIXED)(`${design.name} does what the model says`, (commands) =>
    followModel(design, commands),
  );
});

describe('llist', () => {
  const withoutReserve = allocatorCommands({ without: ['reserve'] });

  test.prop([withoutReserve], FIXED)(
    'llist does what the model says as long as nobody reserves pages',
    (commands) => followModel(llist, commands),
  );

  test('llist frees an object that is still on its list if a deferred range is reserved', () => {
    expect(simplestFailure(llist, allocatorCommands())).toMatchInlineSnapshot(`
      [
        "alloc 2 below 4G",
        "refuse memory once",
        "free #0",
        "reserve 1..2",
        "  fails: reserve_iova: unlock: the object of [2,3] is used after it was freed",
      ]
    `);
  });
});

describe('seeded bugs', () => {
  const withoutReserve = allocatorCommands({ without: ['reserve'] });

  test(`a bug is found by a short row of commands: ${leavesList.changes}`, () => {
    expect(simplestFailure(leavesList.design, withoutReserve)).toMatchInlineSnapshot(`
      [
        "alloc 1",
        "refuse memory once",
        "free #0",
        "refuse memory once",
        "run work",
        "settle",
        "  fails: page 8 was freed, but is never erased",
      ]
    `);
  });

  test(`a bug is found by a concurrent add: ${pushesWithoutSwap.changes}`, () => {
    expect(simplestFailure(pushesWithoutSwap.design, withoutReserve)).toMatchInlineSnapshot(`
      [
        "alloc 1",
        "alloc 1",
        "refuse memory once",
        "free #0",
        "refuse memory once",
        "concurrent add (work 1 steps; free #0, refused, 5 steps; work ends; free ends)",
        "  fails: page 8 was freed, but is neither erased nor deferred",
      ]
    `);
  });
});

/** The commands on which the design differs from the model, shrunk, and how it differs. */
function simplestFailure(
  design: Design,
  commands: ReturnType<typeof allocatorCommands>,
): readonly string[] {
  const { counterexample, errorInstance } = fc.check(
    fc.property(commands, (some) => followModel(design, some)),
    { seed: 1, numRuns: 3000 },
  );
  if (counterexample === null) throw new Error(`nothing is wrong with ${design.name}`);
  const why = (errorInstance as Error).message.replace(/ \(.*\)$/, '');
  return [...[...counterexample[0]].map(String), `  fails: ${why}`];
}
