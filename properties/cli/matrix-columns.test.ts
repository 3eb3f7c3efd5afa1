import { designNames } from '../../impl/twin/twin-subject.ts';
import { expect, test } from 'vitest';
import { subjectsOf } from '../../cli/arguments/check-subjects.ts';
import { readExpectedFile } from '../../cli/files/expected-file.ts';
import { matrixColumns } from '../../cli/pipeline/matrix-columns.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { formatNames } from '../../explore/run/run.ts';
import { allProperties } from '../../model/properties/all.ts';

async function columns(everyPolicy: boolean): Promise<readonly string[]> {
  const all = matrixColumns(subjectsOf({}), everyPolicy);
  const designs = await Promise.all(all.map(({ ref }) => loadDesign(ref)));
  return designs.map(
    (design, at) => `${all[at]?.subject.callers} ${formatNames(designNames(design))}`,
  );
}

test('the matrix has every known design, and one under the policy proposed for it', async () => {
  const own = [
    'mainline',
    'llist (flat-10ms)',
    'marker',
    'hardened (exponential-10-50-200-1000-warn-10)',
  ];
  expect(await columns(false)).toEqual([
    ...own.map((names) => `well-behaved ${names}`),
    'well-behaved llist (exponential-10-50-200-1000-warn-10)',
    ...own.map((names) => `careless ${names}`),
  ]);
});

test('the matrix has, if asked for, every design that retries under every policy', async () => {
  const all = await columns(true);
  expect(all).toHaveLength(4 + 2 * 8 + 4);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toEqual(expect.arrayContaining([...(await columns(false))]));
});

test('expected.json has these columns and no others, each with every property', async () => {
  const { results } = readExpectedFile();
  const named = results.map((column) => `${column.callers} ${formatNames(column)}`);
  expect(named.toSorted()).toEqual((await columns(true)).toSorted());
  const ids = allProperties.map(({ id }) => id);
  for (const { properties } of results) expect(Object.keys(properties)).toEqual(ids);
});
