import { describe, expect, test } from 'vitest';
import type { DesignResult, Verdict } from '../../explore/checking/verdict.ts';
import {
  formatAllowList,
  goneFrom,
  readAllowList,
  withoutOldEntries,
} from '../../report/gate/allow-list.ts';
import type { CellRuling } from '../../report/gate/cell-ruling.ts';
import { ruleOnCells } from '../../report/gate/rule-on-cells.ts';
import { formatMatrix } from '../../report/verdicts/matrix.ts';
import { HOLDS, results, violated } from '../checking/verdicts.ts';

const A = 'AVL-1 refused <- a() stored a range';
const B = 'AVL-1 refused <- b() erased a range';
const CUT: Verdict = { kind: 'inconclusive', bound: '100 states of it', witnesses: 0 };

/** The ruling on what careless callers show, if these of their signatures are allowed. */
function rule(verdict: Verdict, ...allowed: readonly string[]): CellRuling | undefined {
  const list = readAllowList(allowed.map((signature) => `careless ${signature}`).join('\n'), 'a');
  return ruleOnCells(results(verdict), { kind: 'allowed', list })[0]?.ruling;
}

function unexpectedIn(ruling: CellRuling | undefined): readonly string[] {
  return ruling?.kind === 'failed' ? ruling.unexpected.map(({ signature }) => signature) : [];
}

describe('a gate with an allow-list', () => {
  test('a gate lets pass what holds, and what is violated as its allow-list says', () => {
    expect(rule(HOLDS)?.kind).toBe('passed');
    expect(rule(violated({ [A]: 2, [B]: 2 }), A, B)?.kind).toBe('passed');
    expect(rule({ kind: 'not-applicable' })?.kind).toBe('not-applicable');
  });

  test('a gate fails for what is not in its allow-list, and reports only that', () => {
    const cell = rule(violated({ [A]: 2, [B]: 2 }), A);
    expect(cell).toMatchObject({ kind: 'failed', why: `violated: ${B}` });
    expect(unexpectedIn(cell)).toEqual([B]);
    expect(unexpectedIn(rule(violated({ [A]: 2 })))).toEqual([A]);
  });

  test('a gate fails for a signature that only other callers are allowed', () => {
    const cells = (['well-behaved', 'careless'] as const).flatMap((callers) => {
      const list = readAllowList(`${callers} ${A}`, 'a');
      return ruleOnCells(
        [
          ...results(violated({ [A]: 2 }), { callers: 'well-behaved' }),
          ...results(violated({ [A]: 2 })),
        ],
        { kind: 'allowed', list },
      );
    });
    const kinds = cells.map(({ ruling: { kind } }) => kind);
    expect(kinds).toEqual(['passed', 'failed', 'failed', 'passed']);
  });

  test('a gate is inconclusive if a cut search found only what is allowed', () => {
    const cut = violated({ [A]: 2 }, 9, null, '100 states of it');
    expect(rule(CUT, A)).toEqual({ kind: 'inconclusive', why: '100 states of it' });
    expect(rule(cut, A)).toEqual({ kind: 'inconclusive', why: '100 states of it' });
    expect(rule(cut, B)?.kind).toBe('failed');
  });

  test('the legend of a gate does not list what is allowed', () => {
    const allowed = readAllowList(`careless ${A}`, 'a');
    const frame = { expected: null, beside: [], allowed, isVerbose: true };
    const text = formatMatrix(results(violated({ [A]: 2, [B]: 2 })), frame);
    expect(text).toMatch(
      /violated\n {2}AVL-1 refused <- b\(\) erased a range \(.*\n {2}1 more that the list allows\n/,
    );
    expect(text.split('defects, the worst first')[0]).not.toContain(A);
  });
});

describe('an allow-list', () => {
  test('an allow-list is read line by line, for each kind of callers', () => {
    const list = readAllowList(`# why\n\n  careless   ${A}\r\nwell-behaved ${B}\n # ${B}\n`, 'a');
    expect([...list.careless]).toEqual([A]);
    expect([...list['well-behaved']]).toEqual([B]);
  });

  test.each([
    [
      `# x\n\nreckless ${A}`,
      'a.txt:3: expected well-behaved or careless or racing-teardown before the',
    ],
    [A, 'careless or racing-teardown before the signature; found "AVL-1"'],
    [
      'careless AVL-9 a',
      'a.txt:1: expected a signature, which begins with a property such as AVL-1',
    ],
    [
      'careless',
      'a.txt:1: expected a signature, which begins with a property such as AVL-1; found ""',
    ],
    [
      'careless AVL-1',
      'a.txt:1: AVL-1 alone is not a signature: the cause that follows it is missing',
    ],
    ['{"format":1}', 'a.txt: not an allow-list: it is JSON'],
  ])('an allow-list that has a bad line is refused in one line: %s', (text, says) => {
    expect(() => readAllowList(text, 'a.txt')).toThrow(says);
  });

  test('an entry is gone from an allow-list only if a search to the end did not find it', () => {
    const list = readAllowList(`careless ${A}\ncareless ${B}\ncareless OWN-1 x`, 'a');
    const gone = (verdict: Verdict, change: Partial<DesignResult> = {}): readonly string[] =>
      goneFrom(list, results(verdict, change));
    expect(gone(violated({ [A]: 2 }))).toEqual([`careless      ${B}`]);
    expect(gone(HOLDS)).toHaveLength(2);
    expect(gone({ kind: 'not-applicable' })).toHaveLength(2);
    expect(gone(CUT)).toEqual([]);
    expect(gone(violated({ [A]: 2 }, 9, null, 'cut'))).toEqual([]);
    expect(gone(HOLDS, { callers: 'well-behaved' })).toEqual([]);
  });

  test('an allow-list lets pass the results from which it was written', () => {
    const found = results(violated({ [B]: 2, [A]: 2 }));
    const text = formatAllowList(null, found);
    expect(text.split('\n').slice(2)).toEqual([`careless      ${A}`, `careless      ${B}`, '']);
    const [cell] = ruleOnCells(found, { kind: 'allowed', list: readAllowList(text, 'a') });
    expect(cell?.ruling.kind).toBe('passed');
    expect(formatAllowList(text, found)).toBe(text);
  });

  test('an entry of version 1 is refused in one line that says how to renew the list', () => {
    const old = 'careless AVL-1 alloc_iova: max32 forbids <- alloc_iova: search failed';
    expect(() => readAllowList(`# x\n${old}\n`, 'a.txt')).toThrow(
      /^a\.txt:2: a signature of version 1, which names a step: write the list anew with --/,
    );
  });

  test('a list of version 1 that is written again keeps comments, and gets present names', () => {
    const head = '# iova-check allow-list: ways to break a property that a gate lets pass.';
    const before = `${head}\n# mine\ncareless AVL-1 free_iova: remove_iova\ncareless ${A}\n`;
    const after = formatAllowList(withoutOldEntries(before), results(violated({ [B]: 2 })));
    expect(after.split('\n').slice(1)).toEqual([
      '# mine',
      `careless ${A}`,
      `careless      ${B}`,
      '',
    ]);
    expect(after).toMatch(/^# iova-check allow-list, version 2: /);
  });

  test('an allow-list that is written again keeps what it has, even comments', () => {
    const before = `# mine\ncareless ${A}\n\n# theirs\nwell-behaved ${A}\ncareless OWN-1 x\n`;
    const after = formatAllowList(before, results(violated({ [A]: 2, [B]: 2 })));
    expect(after).toBe(`${before}careless      ${B}\n`);
  });
});
