import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { type Run } from '../../explore/run/run.ts';
import type { Design } from '../../impl/designs/design.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { allProperties } from '../../model/properties/all.ts';
import { formatCounterexample } from '../../report/counterexample/counterexample.ts';
import { DMA32, ScriptedRun, SMALL_SCOPE } from '../run/scripted-run.ts';
import { reservationLost, retriesInVain } from './runs-of-tests.ts';

function told(design: Design, run: Run, colour: boolean = false): string {
  const steps: ReplayStep[] = [];
  const shown = replay(twinSubject(design, allProperties), run, (step) => steps.push(step));
  if (shown.kind !== 'as expected') throw new Error(JSON.stringify(shown));
  const properties = allProperties;
  const example = { run, steps, properties, fileName: 'a.json', found: null };
  return formatCounterexample(example, { colour });
}

const BRIGHT = '\x1b[1;31m';
const NORMAL = '\x1b[0m';

/** After a failed search with a small limit, a request is refused that fits. */
const refusedThoughItFits = new ScriptedRun(mainline)
  .alloc('cpu0', 2, DMA32 - 4)
  .alloc('cpu0', 2, DMA32 - 1)
  .run();

const REFUSED_THOUGH_IT_FITS = `
mainline, well-behaved callers: AVL-1 is broken
  must hold  An allocation that fits is not refused, deferred pages counted as busy.
  but        no memory it needed was short and 2 aligned pages up to -1 fitted at every moment of
             the call, yet it was refused
  signature  AVL-1 refused <- alloc_iova() wrote max32

  scope      cpus=2 irqs=1 calls=8 pages=8 refusals=4 callers=well-behaved reserve=on teardown=on
             memory=adversarial timers=exact
  pages      counted from the 4 GiB line: -1 is pfn 0xfffff, +0 is 0x100000; drawn as the letter of
             the call that holds them, * freed but still in the tree, . free

       step mem   pages      cpu0
        1-6       ....|....  a = alloc_iova(2 pages up to -4) -> NULL: search failed
          7                  b = alloc_iova(2 pages up to -1)
>      8-12                  __alloc_and_insert_iova_range(): search and insert -> returns NULL:
                                 max32 forbids <- search failed
  ^^^ AVL-1 is broken here: no memory it needed was short and 2 aligned pages up to -1 fitted at
      every moment of the call, yet it was refused

The calls alone:
  init_iova_domain(iovad, 4096, 0xffffc);           /* no rcache: every call takes the tree path */
  a = alloc_iova(iovad, 2, 0xffffc, true);          /* cpu0: NULL */
  b = alloc_iova(iovad, 2, 0xfffff, true);          /* cpu0: NULL; here AVL-1 breaks */

Replay it with:
  npx iova-check replay a.json
`;

const RESERVATION_LOST = `
llist (flat-10ms), well-behaved callers: OWN-2 is broken
  must hold  A reservation stays in the tree until it is freed.
  but        [+3] was erased although call 2 (b) has reserved [+3] and nobody freed it
  signature  OWN-2 the work erased a reserved range

  scope      cpus=2 irqs=1 calls=8 pages=8 refusals=4 callers=well-behaved reserve=on teardown=on
             memory=adversarial timers=exact
  pages      counted from the 4 GiB line: -1 is pfn 0xfffff, +0 is 0x100000; drawn as the letter of
             the call that holds them, * freed but still in the tree, . free
  mem        once: this one request is refused

       step mem   pages      cpu0        cpu1        worker
        1-5       ....|...a  a = alloc_iova(1 page up to +3) -> [+3]
          6                  free_iova(a)
        7-9 once             look up, remove_iova -> erase [+3] refused
      10-12       ....|...*  llist_add reads the head, llist_add -> deferred [+3]
         13                  schedule_delayed_work -> work armed, due in 10 ms; returns
      14-17       ....|...b              b = reserve_iova(+3, +3)
         18                  -- 10 ms pass --
>     19-24       ....|....                          timer expires; kworker picks up the work;
                                                         iova_deferred_free_work(): llist_del_all,
                                                         next entry, remove_iova -> tree -[+3]
  ^^^ OWN-2 is broken here: [+3] was erased although call 2 (b) has reserved [+3] and nobody freed
      it

The calls alone:
  init_iova_domain(iovad, 4096, 0xffffc);           /* no rcache: every call takes the tree path */
  a = alloc_iova(iovad, 1, 0x100003, true);         /* cpu0: [0x100003, 0x100003] */
  /* cpu0; memory must fail at "free_iova: remove_iova" */
  free_iova(iovad, a->pfn_lo);
  b = reserve_iova(iovad, 0x100003, 0x100003);      /* cpu1 */
  /* 10 ms later */
  /* the work runs up to "iova_deferred_free_work: remove_iova"; here OWN-2 breaks */

Replay it with:
  npx iova-check replay a.json
`;

describe('a counterexample as text', () => {
  test('a request that is refused although it fits is printed as a story of mail width', () => {
    expect(`\n${told(mainline, refusedThoughItFits)}`).toBe(REFUSED_THOUGH_IT_FITS);
  });

  test('a lost reservation is printed with a lane for each context, and the calls in C', () => {
    expect(`\n${told(llist, reservationLost)}`).toBe(RESERVATION_LOST);
  });

  test('any counterexample is ASCII in 100 columns, with a lane for each context', () => {
    const scope = { ...SMALL_SCOPE, calls: 24, callers: 'careless' } as const;
    for (const design of knownDesigns) {
      const runs = new RunArbitrary(twinSubject(design, allProperties), scope);
      const property = fc.property(runs, ({ actions, breaches: [first] }) => {
        const expected =
          first === undefined ? null : { property: first.property, signature: first.signature };
        const run = { ...designNames(design), scope, actions, note: null, expect: expected };
        const text = told(design, run);
        expect(text).toMatch(/^(?:[ -~]{0,100}\n)+$/);
        const head = text.split('\n').find((line) => line.includes('step mem')) ?? '';
        for (const action of actions) {
          if (!('on' in action)) continue;
          expect(head).toContain(action.on === 'timer' ? 'worker' : action.on);
        }
        if (first !== undefined) expect(text).toContain(`^^^ ${first.property}`);
      });
      fc.assert(property, { numRuns: 60, seed: 5 });
    }
  });

  test('a counterexample names every property that the run breaks, where it breaks', () => {
    const text = told(
      llist,
      retriesInVain()
        .alloc('cpu0', 8, DMA32 + 3)
        .run(),
    );
    const marked = text.split('\n').filter((line) => line.startsWith('> '));
    expect(marked.length).toBeGreaterThan(0);
    expect(text).toContain('^^^ OBS-1 is broken here: 10 retries in a row found no memory');
  });

  test('a counterexample prints equal rounds once and counts them', () => {
    const text = told(llist, retriesInVain().run());
    expect(text).toContain('... 8 more rounds like this (steps 26 to 113)');
    expect(text).toContain('/* ... and that 8 times more */');
    expect(text.split('\n').length).toBeLessThan(55);
  });

  test('a counterexample shows how memory is refused beside the steps that meet it', () => {
    expect(told(llist, retriesInVain().run())).toMatch(/^ +8-10 nodes .*erase \[-1\] refused$/m);
    expect(told(llist, reservationLost)).toMatch(/^ +7-9 once .*erase \[\+3\] refused$/m);
  });

  test('a counterexample draws a bar while a context is in the middle of a call', () => {
    const run = new ScriptedRun(mainline)
      .take({
        do: 'start',
        on: 'cpu0',
        call: { fn: 'alloc', sizePages: 1, limit: DMA32, aligned: true },
      })
      .steps('cpu0', 2)
      .take({
        do: 'start',
        on: 'cpu1',
        call: { fn: 'alloc', sizePages: 1, limit: DMA32, aligned: true },
      })
      .steps('cpu1', 1)
      .steps('cpu0')
      .steps('cpu1')
      .run();
    const text = told(mainline, run);
    expect(text).toMatch(/^ +4 +\| +b = alloc_iova\(1 page up to \+0\)$/m);
    expect(text).toContain('/* cpu1, stops after "alloc_iova: object" */');
    expect(text).toContain('/* cpu1 goes on: [0xfffff, 0xfffff] */');
  });

  test('a counterexample has colour only if asked for, and then only where it breaks', () => {
    const plain = told(mainline, refusedThoughItFits);
    const bright = told(mainline, refusedThoughItFits, true);
    expect(plain).not.toContain('\x1b');
    const lines = bright.split('\n').filter((line) => line.includes('\x1b'));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines[0]?.startsWith(`${BRIGHT}> `)).toBe(true);
    expect(bright.replaceAll(BRIGHT, '').replaceAll(NORMAL, '')).toBe(plain);
  });

  test('the text of a run that breaks nothing says that nothing is broken', () => {
    const run = new ScriptedRun(mainline).alloc('cpu0', 1, DMA32).run();
    expect(told(mainline, run)).toContain('mainline, well-behaved callers: nothing is broken');
  });
});
