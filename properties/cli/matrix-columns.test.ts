import { designNames } from '../../impl/twin/twin-subject.ts';
import { expect, test } from 'vitest';
import { subjectsOf } from '../../cli/arguments/check-subjects.ts';
import { readExpectedFile } from '../../cli/files/expected-file.ts';
import { matrixColumns } from '../../cli/pipeline/matrix-columns.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { formatNames } from '../../explore/run/run.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { knownPolicies } from '../../impl/policies/known.ts';
import { allProperties } from '../../model/properties/all.ts';

async function columns(everyPolicy: boolean): Promise<readonly string[]> {
  const all = matrixColumns(subjectsOf({}), everyPolicy);
  const designs = await Promise.all(all.map(({ ref }) => loadDesign(ref)));
  return designs.map(
    (design, at) => `${all[at]?.subject.callers} ${formatNames(designNames(design))}`,
  );
}

const underOwn = knownDesigns.map((design) => formatNames(designNames(design)));
const underProposed = 'llist (exponential-10-50-200-1000-warn-10)';

test('the matrix has every known design, and one under its proposed policy as well', async () => {
  expect(underOwn).toEqual(
    expect.arrayContaining([
      'mainline',
      'llist (flat-10ms)',
      'marker',
      'hardened (exponential-10-50-200-1000-warn-10)',
    ]),
  );
  expect(await columns(false)).toEqual([
    ...underOwn.map((names) => `well-behaved ${names}`),
    `well-behaved ${underProposed}`,
    ...underOwn.map((names) => `careless ${names}`),
  ]);
});

test('the matrix can have every design whose work retries under every policy', async () => {
  const underEach = knownDesigns
    .filter(({ policy }) => policy !== null)
    .flatMap(({ name }) => knownPolicies.map((policy) => `${name} (${policy.name})`));
  expect(underEach).toContain(underProposed);
  const wellBehaved = new Set([...underOwn, ...underEach]);
  const expected = [
    ...[...wellBehaved].map((names) => `well-behaved ${names}`),
    ...underOwn.map((names) => `careless ${names}`),
  ];
  expect((await columns(true)).toSorted()).toEqual(expected.toSorted());
});

test('expected.json has these columns and no others, each with every property', async () => {
  const { results } = readExpectedFile();
  const named = results.map((column) => `${column.callers} ${formatNames(column)}`);
  expect(named.toSorted()).toEqual((await columns(true)).toSorted());
  const ids = allProperties.map(({ id }) => id);
  for (const { properties } of results) expect(Object.keys(properties)).toEqual(ids);
});
