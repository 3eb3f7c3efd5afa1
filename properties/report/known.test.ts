import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type ExpectedMatrix,
  readExpected,
  expectedSignatures,
} from '../../report/verdicts/expected.ts';
import { formatExpected } from '../../report/verdicts/format-expected.ts';
import { formatJson } from '../../report/verdicts/verdicts-json.ts';
import { knownOf, unjudgedIn } from '../../report/verdicts/known-signature.ts';
import { formatKnown, formatKnownInShort } from '../../report/verdicts/known-text.ts';
import { formatMatrix } from '../../report/verdicts/matrix.ts';
import { NOTHING_ALLOWED } from '../../report/gate/allow-list.ts';
import { ROOT } from '../cli/iova-check.ts';
import { results, violated } from '../checking/verdicts.ts';

const HINT = 'AVL-1 hint';
const FRESH = 'AVL-1 fresh';

/** The signature of the hint is judged: alike for two designs, and otherwise for a third. */
const MATRIX: ExpectedMatrix = {
  version: 3,
  known: {
    hint: { finding: 'F01', mail: 'Howlett, 17 June 2026', status: 'conceded', what: 'It lasts.' },
    walk: { finding: null, mail: null, status: 'new', what: 'It walks.' },
    rest: { finding: 'F06', mail: null, status: 'new', what: 'It stays.' },
  },
  scopes: {},
  results: ['one', 'two', 'three'].map((design) => ({
    design,
    policy: null,
    callers: 'careless',
    properties: {
      'AVL-1': { [HINT]: { cost: '2/0/0/9', known: design === 'three' ? 'walk' : 'hint' } },
    },
  })),
};

function told(design: string, signature: string): string | null {
  return formatKnown(design, knownOf(MATRIX, { design, callers: 'careless' }, signature));
}

describe('what is known of a signature', () => {
  test('what is known of a signature is what the matrix says for that design', () => {
    expect(told('one', HINT)).toBe('F01, conceded: Howlett, 17 June 2026. It lasts.');
    expect(told('three', HINT)).toBe('not from review: new. It walks.');
    expect(told('one', FRESH)).toBeNull();
  });

  test('for a design outside the matrix, what is known of other designs is reported', () => {
    expect(told('mine', HINT)).toBe(
      'as in one, two: F01, conceded: Howlett, 17 June 2026. It lasts. ' +
        'Or as in three: not from review: new. It walks.',
    );
    const mine = { design: 'mine', callers: 'careless' } as const;
    const short = formatKnownInShort('mine', knownOf(MATRIX, mine, HINT));
    expect(short).toBe('as in one, two: F01, conceded or as in three: new');
    expect(told('mine', FRESH)).toBeNull();
  });

  test('what careless callers show says nothing of what well-behaved ones show', () => {
    const mine = { design: 'mine', callers: 'well-behaved' } as const;
    expect(knownOf(MATRIX, mine, HINT)).toEqual([]);
    expect(knownOf(MATRIX, { ...mine, design: 'one' }, HINT)).toEqual([]);
    const well = MATRIX.results.map((column) => ({ ...column, callers: 'well-behaved' as const }));
    const matrix = { ...MATRIX, results: well };
    expect(knownOf(matrix, { design: 'one', callers: 'careless' }, HINT)).toHaveLength(1);
  });

  test('what is known is printed beside the signature, and in the JSON document', () => {
    const mine = results(violated({ [HINT]: 2, [FRESH]: 2 }), { design: 'one' });
    const frame = { expected: MATRIX, beside: [], allowed: NOTHING_ALLOWED, isVerbose: true };
    expect(formatMatrix(mine, frame)).toMatch(
      /AVL-1 hint \(.*; F01, conceded\)\n {2}AVL-1 fresh \(.*not proved shortest\)\n/,
    );
    const [hint, fresh] = (
      JSON.parse(formatJson(mine, null, MATRIX)) as {
        results: { properties: { classes: { known: object[] }[] }[] }[];
      }
    ).results[0]?.properties[0]?.classes ?? [{ known: [] }];
    expect(hint?.known).toEqual([{ designs: ['one'], key: 'hint', ...MATRIX.known['hint'] }]);
    expect(fresh?.known).toEqual([]);
  });
});

describe('an update of the expected matrix', () => {
  const [own] = results(violated({ [HINT]: 3, [FRESH]: 2 }), { design: 'one' });

  test('an update of the matrix keeps what is known under any policy, and judges nothing', () => {
    const text = formatExpected([own, { ...own, policy: 'doubling' }], MATRIX);
    const after = readExpected(text, 'x');
    expect(after.known).toEqual(MATRIX.known);
    for (const { properties } of after.results) {
      expect(properties['AVL-1']).toEqual({
        [HINT]: { cost: '3/0/0/9', known: 'hint' },
        [FRESH]: { cost: '2/0/0/9' },
      });
    }
    expect(unjudgedIn(after)).toEqual([`one: ${FRESH}`]);
    expect(formatExpected([own], after)).toBe(formatExpected([own], MATRIX));
  });

  test('an update of the matrix does not carry judgements over to other callers or designs', () => {
    for (const change of [{ callers: 'well-behaved' }, { design: 'four' }] as const) {
      expect(
        unjudgedIn(readExpected(formatExpected([{ ...own, ...change }], MATRIX), 'x')),
      ).toEqual([`${change.design ?? 'one'}: ${FRESH}`, `${change.design ?? 'one'}: ${HINT}`]);
    }
  });

  test('an updated matrix has a line for each signature', () => {
    expect(formatExpected([own], MATRIX)).toContain(
      `\n          "${HINT}": { "cost": "3/0/0/9", "known": "hint" }\n`,
    );
  });
});

describe('the matrix that is checked in', () => {
  const text = readFileSync(join(ROOT, 'expected.json'), 'utf8');
  const matrix = readExpected(text, 'expected.json');

  test('expected.json has every signature judged, and no unused judgement', () => {
    expect(unjudgedIn(matrix)).toEqual([]);
    const used = expectedSignatures(matrix.results).map(({ entry }) => entry.known);
    expect(Object.keys(matrix.known).filter((key) => !used.includes(key))).toEqual([]);
  });

  test('expected.json names a mail for every judgement except new ones', () => {
    for (const [key, { mail, status, what }] of Object.entries(matrix.known)) {
      expect({ key, isNew: mail === null }).toEqual({ key, isNew: status === 'new' });
      expect(what).toMatch(/^\S.*\.$/);
    }
  });
});
