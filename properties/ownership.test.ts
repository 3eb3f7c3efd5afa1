/**
 * Read this first: what an allocator owes its callers, on random runs.
 *
 * A _design_ is an allocator of the kernel, restated step by step: mainline, two revisions of a
 * patch (`llist`, `marker`), and ours (`hardened`). A _run_ begins calls on it, takes their steps
 * in any order, refuses them memory, and lets time pass. A free that is refused memory cannot erase
 * its range: the range is _deferred_, and erased later. `runsOf()` draws runs. Each was carried out
 * when it was drawn, and knows which properties it breaks: `run.expectUnbroken()` fails if it
 * breaks one, and tells the run.
 *
 * Random runs find bugs and prove nothing. That a property holds is what searches say, which visit
 * every state of a small scope: `properties/engines/`. commands.test.ts, beside this file, demands
 * much the same of a model of a few lines. `npx iova-check list properties` explains the ids.
 */
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { slackForgotten } from '../impl/bugs/slack-forgotten.ts';
import type { Design } from '../impl/designs/design.ts';
import { hardened } from '../impl/designs/hardened.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import { llist } from '../impl/designs/llist.ts';
import { runsOf } from '../vitest.ts';

/** The seed is fixed: every time the same runs are drawn, and the tests keep their names. */
const FIXED = { seed: 1, numRuns: 300 };

describe.each(knownDesigns)('$name', (design) => {
  test.prop([runsOf(design, { properties: ['OWN-1'] })], FIXED)(
    `no page has two owners in ${design.name}`,
    (run) => run.expectUnbroken(),
  );

  test.prop([runsOf(design, { properties: ['OWN-3'] })], FIXED)(
    `nobody loses a page in ${design.name} before it is freed`,
    (run) => run.expectUnbroken(),
  );

  test.prop([runsOf(design, { properties: ['REQ-1'] })], FIXED)(
    `what ${design.name} grants has the size, the alignment and the limit asked for`,
    (run) => run.expectUnbroken(),
  );
});

const retrying: readonly Design[] = [llist, hardened];

describe.each(retrying)('$name, whose work erases later what a free could not', (design) => {
  test.prop([runsOf(design, { properties: ['WRK-1'] })], FIXED)(
    `if something is left to erase, the work of ${design.name} is armed, running or about to be`,
    (run) => run.expectUnbroken(),
  );
});

describe('hardened, which breaks nothing as long as callers behave', () => {
  test.prop([runsOf(hardened, { properties: ['SPC-1', 'OWN-2'] })], FIXED)(
    'no page is lost: each is free, owned, reserved or deferred',
    (run) => run.expectUnbroken(),
  );

  test.prop([runsOf(hardened, { properties: ['LIV-1'] })], FIXED)(
    'what was deferred is erased soon after memory is back',
    (run) => run.expectUnbroken(),
  );
});

/**
 * A run as it is told: a line for some steps, with the pages in the middle and `|` at 4 GiB. Pages
 * are counted from there: [-2] is the last but one below it. `tree +[-2]`: it is put into the tree.
 * Here `d` is given a page of `a`. docs/reading-a-counterexample.md explains the rest.
 */
const TWO_OWNERS = `\
       step mem   pages      cpu0
        1-6       ..a.|....  a = reserve_iova(-2, -2) -> tree +[-2]
       7-11       ..a.|..bb  b = alloc_iova(2 pages up to +3) -> [+2,+3]
      12-16       ..a.|.cbb  c = alloc_iova(1 page up to +3) -> [+1]
         17                  d = alloc_iova(2 pages up to +1)
>     18-21       ..dd|.cbb  __alloc_and_insert_iova_range(): search and store -> tree +[-2,-1];
                                 returns [-2,-1]
  ^^^ OWN-1 is broken here: call 3 (d) was given [-2,-1], of which call 0 (a) still holds [-2]`;

describe('a seeded bug', () => {
  const { design, changes } = slackForgotten;
  const { counterexample, numShrinks } = fc.check(
    fc.property(runsOf(design, { properties: ['OWN-1'] }), (run) => run.expectUnbroken()),
    FIXED,
  );
  const [run] = counterexample ?? [];

  test('a design that searches past the end of a gap gives a page to two owners', () => {
    expect(changes).toContain('without the slack that alignment needs');
    expect(run?.signatures).toEqual(['OWN-1 alloc_iova() stored over a reserved range']);
  });

  test('shrinking cuts the first run that failed down to the calls that matter', () => {
    expect(numShrinks).toBeGreaterThan(5);
    // Blank lines stand between what broke, the scope, the timeline and the calls.
    const [, , timeline] = (run?.tell() ?? '').split('\n\n');
    expect(timeline).toBe(TWO_OWNERS);
  });
});
