/** Mistakes in variations: one clear line each, the right exit code, and nothing found is lost. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { documentedIn, partsOf } from './documented.ts';
import { iovaCheck } from '../cli/iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SMALL = ['--scope', 'cpus=1,pages=2', '--callers', 'well-behaved', '--runs', '40'];

const USED = 'asking, atLoopHead, DONE, flat10ms, hardened, llist, mainline, marker, step';

let files = 0;

/** Writes a variation of a design, whose own text begins in line 3. Returns its path. */
function variation(base: string, text: string, before = ''): string {
  const path = join(folder, `mine-${(files += 1)}.ts`);
  const imports = `import { ${USED} } from 'iova-check'; ${before}`;
  const head = `export default { ...${base}, name: 'mine',`;
  writeFileSync(path, [imports, head, text, '};', ''].join('\n'));
  return path;
}

interface Mistake {
  readonly what: string;
  readonly base: string;
  readonly text: string;
  readonly before?: string;
  readonly status: number;
  readonly line: RegExp;
}

const MISTAKES: readonly Mistake[] = [
  {
    what: 'a misspelt step',
    base: 'llist',
    text: 'armAgian() {},',
    status: 2,
    line: /: no step is called armAgian\(\): did you mean armAgain\(\)\?/,
  },
  {
    what: 'a work that returns without a step',
    base: 'hardened',
    text: '*work() { return DONE; },',
    status: 2,
    line: /FILE: work\(\) returns before its first step/,
  },
  {
    what: 'an early return on state that is read outside of a step',
    base: 'llist',
    text:
      '*work(d) { if (d.deferredFrees.empty()) return DONE;\n' +
      'yield step("w: x", () => 0); return DONE; },',
    status: 2,
    line: /FILE:3: the list is looked at outside a step/,
  },
  {
    what: 'a step that is made and not yielded',
    base: 'llist',
    text: '*free() { yield step("f: x", () => 0); step("f: y", () => 0); return DONE; },',
    status: 2,
    line: /FILE: free\(\) makes a step and does not yield it, so it is never taken/,
  },
  {
    what: 'a coroutine that is made and not begun',
    base: 'llist',
    text: '*dispose(d, object, erased, at) { this.defer(d, object, at); },',
    status: 2,
    line: /FILE: free\(\) makes a step and does not yield it.* yield\* before a coroutine/,
  },
  {
    what: 'a tree that is changed outside of a step',
    base: 'llist',
    text: '*find(d, pfn) {\nyield step("f: x", () => 0);\nd.tree.destroy(); return null; },',
    status: 2,
    line: /FILE:5: the tree is looked at outside a step/,
  },
  {
    what: 'a plain step that asks for memory',
    base: 'llist',
    text: 'remove(d, object, at) { return step(`${at}: erase`, () => d.objects.allocate()); },',
    status: 2,
    line: /FILE:3: "free_iova: erase" asks for memory, but is a plain step/,
  },
  {
    what: 'a label with control characters',
    base: 'llist',
    text: 'rearm() { return step("w: \\u001b[31m", () => undefined); },',
    status: 2,
    line: /FILE: a label is "w: \\u001b\[31m": write 1 to 120 printable characters/,
  },
  {
    what: 'a step that is no generator where one is called',
    base: 'marker',
    text: 'drain(d, at) { return step(`${at}: drain`, () => undefined); },',
    status: 2,
    line: /FILE: drain\(\) is called as a coroutine but returns none: write \*drain/,
  },
  {
    what: 'a call that is no generator',
    base: 'llist',
    text: 'free() { return DONE; },',
    status: 2,
    line: /FILE: free\(\) is called as a coroutine but returns none: write \*free/,
  },
  {
    what: 'a call that returns nothing',
    base: 'llist',
    text: '*free() { yield step("f: x", () => 0); },',
    status: 2,
    line: /FILE: after "f: x" comes no outcome/,
  },
  {
    what: 'a yield of something else',
    base: 'llist',
    text: '*free() { yield step("f: x", () => 0); yield 7; return DONE; },',
    status: 2,
    line: /FILE: after "f: x" comes no step: use step\(\), asking\(\), or yield\*/,
  },
  {
    what: 'a part that throws',
    base: 'llist',
    text: 'resetHint() {\nthrow new Error("not yet"); },',
    status: 2,
    line: /FILE:4: a step throws: Error: not yet\. Mend that line/,
  },
  {
    what: 'a coin in a step',
    base: 'llist',
    text:
      'rearm(d) { return step("w: arm", () => {\n' +
      'if (Math.random() < 0.5) d.work.schedule(10); }); },',
    status: 5,
    line: /FILE: not deterministic: the same run, made again, .*\. State that outlives/,
  },
  {
    what: 'a count in the module',
    base: 'llist',
    before: 'let fails = 0;',
    text:
      'rearm(d) { return step("w: arm", () => {\n' +
      'if ((fails += 1) < 4) d.work.schedule(10); }); },',
    status: 5,
    line: /not deterministic|replayed: /,
  },
  {
    what: 'traits that deny the work that the design has',
    base: 'hardened',
    text: 'traits: { ...hardened.traits, retriesByWork: false },',
    status: 2,
    line: /FILE: it has a step work\(\), but its traits say "retriesByWork: false"/,
  },
  {
    what: 'a work without the times at which it runs',
    base: 'marker',
    text:
      '*work() { yield step("w: x", () => 0); return DONE; },\n' +
      'traits: { ...marker.traits, retriesByWork: true },',
    status: 2,
    line: /FILE: it has a step work\(\), but its traits do not say when that runs/,
  },
];

const DOCUMENTED = documentedIn('In the steps of a variation');

describe('a mistake in a variation is told in one line', () => {
  test.each(MISTAKES)('$what', ({ what, base, text, before = '', status, line }) => {
    const path = variation(base, text, before);
    const checked = iovaCheck('check', path, ...SMALL);
    const said = checked.err.replaceAll(path, 'FILE').trimEnd().split('\n');
    expect([checked.status, said.filter((one) => line.test(one)).length > 0]).toEqual([
      status,
      true,
    ]);
    for (const part of partsOf(DOCUMENTED.get(what))) {
      expect(checked.err.replaceAll('`', '')).toContain(part);
    }
    expect(checked.err).not.toMatch(/^ {4}at /m);
    expect(checked.err).not.toContain('bug of iova-check itself');
  });
});

test('docs/mistakes.md has no other mistake in steps', () => {
  const told = MISTAKES.map(({ what }) => what);
  expect([...DOCUMENTED.keys()].toSorted()).toEqual(told.toSorted());
});

describe('what was found before a step throws is not lost', () => {
  test('the defects are told and the runs written, and the last line is about the file', () => {
    const path = variation('llist', 'markRefused() {}, armAgain() { throw new Error("late"); },');
    const out = join(folder, 'runs');
    const checked = iovaCheck('check', path, ...SMALL, '--out', out, '--property', 'AVL-1');
    expect(checked.status).toBe(2);
    expect(checked.out).toContain('AVL-1  VIOLATED');
    expect(readdirSync(out).length).toBeGreaterThan(0);
    expect(checked.err.trimEnd().split('\n').at(-1)).toMatch(/mine-\d+\.ts:3: a step throws: /);
  });

  test.each([
    ['first', 0],
    ['last', 1],
  ])('compare reports what was found if the faulty side comes %s', (_where, at) => {
    const path = variation('llist', 'armAgain() { throw new Error("late"); },');
    const sides = at === 0 ? [path, 'llist'] : ['llist', path];
    const { status, out, err } = iovaCheck('compare', ...sides, ...SMALL);
    expect([status, out]).toEqual([2, expect.stringContaining('inconclusive: B ')]);
    expect(err.trimEnd().split('\n').at(-1)).toMatch(/mine-\d+\.ts:3: a step throws: /);
  });

  test('a property that the fault leaves open does not hold', () => {
    const path = variation('hardened', 'drainRefused() { throw new Error("late"); },');
    const { status, out } = iovaCheck('check', path, ...SMALL, '--property', 'OWN-1');
    expect([status, /OWN-1 {2}inconclusive/.test(out)]).toEqual([2, true]);
  });
});

describe('traits', () => {
  test('a design that denies what it does breaks TRT-1, and what it would hide', () => {
    const path = variation(
      'hardened',
      'traits: { ...hardened.traits, defers: false, window: false },\n' +
        'rearm: () => step("iova_deferred_free_work: re-arm", () => undefined),',
    );
    const { status, out } = iovaCheck('check', path, ...SMALL);
    expect(status).toBe(1);
    expect(out).toMatch(/^TRT-1 {2}VIOLATED 2$/m);
    expect(out).toMatch(/^WRK-1 {2}VIOLATED /m);
  });

  test('what facts show need not be stated', () => {
    const path = variation(
      'hardened',
      'traits: { ...hardened.traits, defers: undefined, window: undefined, lists: undefined },',
    );
    const { status, out } = iovaCheck('check', path, ...SMALL, '--property', 'WRK-1,LST-1');
    expect([status, out]).toEqual([0, expect.stringMatching(/^LST-1 {2}-$/m)]);
  });

  test('a bound that a design states stands beside its verdict', () => {
    const path = variation('marker', 'traits: { ...marker.traits, recoveryJiffies: 7_200_000 },');
    const { out } = iovaCheck('check', path, ...SMALL, '--property', 'LIV-1');
    expect(out).toContain('erased within 7200000 ms once memory is back (LIV-1)');
  });

  test('a check about nothing is not green', () => {
    const { status, out } = iovaCheck('check', 'mainline', ...SMALL, '--property', 'WRK-1');
    expect([status, out]).toEqual([3, expect.stringContaining('nothing was judged')]);
  });
});
