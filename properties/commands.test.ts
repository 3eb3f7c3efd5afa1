/**
 * Read this second: a model of an allocator, and real ones beside it.
 *
 * The model is `PageOwners` in explore/commands/: which pages have an owner, which is all that
 * callers know. The real side, `RealAllocator` there, is a design on a simulated machine: two CPUs,
 * a worker, and the pages 1 to 8, of which 1 to 4 are below 4 GiB. It holds pages in a tree, and to
 * erase them there it can need memory. If a free is refused that, the pages are _deferred_: they
 * stay in the tree, though nobody owns them, until somebody erases them: in `llist` and `hardened`
 * a work, which a timer starts, and in `marker` a later call. `mainline` never needs memory there.
 *
 * fast-check draws rows of commands, and each is carried out on both sides:
 *
 *     alloc 2 below 4G     the test fails if a granted page has an owner already, or the range is
 *                          not what was asked for; the call itself may fail at any time
 *     free #0              the live range that was allocated first, #0, has no owner any more
 *     reserve 7..8         a caller takes pages that nobody owns; they may be deferred
 *     refuse memory once   the next memory request is refused; several of these add up
 *     run work             the timer expires and the work runs, if it is armed
 *     concurrent add       while the work runs, another CPU frees, is refused memory, and defers;
 *                          in designs without a work only the free happens
 *     settle               memory is back, and the work runs until it is not armed any more
 *
 * After each command every page that has an owner is in the tree, and nobody is to erase it; and
 * every page that has none is out of the tree, or deferred. After `settle` none is deferred, if the
 * design has a work. The test also fails if a call never ends, or breaks a rule of the kernel, as
 * by a use after free.
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
