/** The expected columns that stand beside those of a variation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishedDesigns } from '../../impl/designs/published.ts';
import { knownProperties } from '../../model/properties/all.ts';
import { publishedBeside } from '../../report/reporters/published-beside.ts';
import { readExpected } from '../../report/verdicts/expected.ts';
import { HOLDS, results } from '../checking/verdicts.ts';
import { ROOT } from '../cli/iova-check.ts';
import { reportedResultOfTests } from './reported-result-of-tests.ts';

const EXPECTED = readExpected(readFileSync(join(ROOT, 'expected.json'), 'utf8'), 'expected.json');

/** The designs whose columns stand beside a design that is judged by these properties. */
function besideOf(design: string, ids: readonly string[]): ReadonlySet<string> {
  const judged = knownProperties.filter(({ id }) => ids.includes(id));
  const verdicts = judged.map((property) => ({ property, verdict: HOLDS }));
  const { plan } = reportedResultOfTests(results(HOLDS, { design, verdicts }));
  return new Set(publishedBeside(plan, EXPECTED).map((column) => column.design));
}

test('the published designs stand beside a variation, and not beside a known design', () => {
  const published = new Set(publishedDesigns.map(({ name }) => name));
  expect(besideOf('mine', ['AVL-1'])).toEqual(published);
  expect(besideOf('mine', ['AVL-1', 'WRN-1'])).toEqual(published);
  expect(besideOf('marker', ['AVL-1'])).toEqual(new Set());
});

test('no column stands beside a check of properties that expected.json leaves out', () => {
  expect(besideOf('mine', ['WRN-1'])).toEqual(new Set());
});
