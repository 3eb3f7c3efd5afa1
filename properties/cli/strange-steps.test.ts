import { describe, expect, test } from 'vitest';
import { strangeSteps } from '../../explore/loading/load-design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';

describe('functions that no known design has', () => {
  test('a misspelt step is noticed, and the steps of known designs are not', () => {
    const misspelt = { ...llist, name: 'mine', re_arm: () => undefined };
    expect(strangeSteps(misspelt).map(({ name }) => name)).toEqual(['re_arm']);
    expect(knownDesigns.flatMap(strangeSteps)).toEqual([]);
  });

  const slips: readonly (readonly [name: string, meant: string | null])[] = [
    ['storeRefusd', 'storeRefused'],
    ['serach', 'search'],
    ['lookup', 'lookUp'],
    ['arn', 'arm'],
    ['pagesWanted', null],
    ['x', null],
    // A step of `marker`: llist would never take it.
    ['drainedOn', null],
  ];
  test.each(slips)('%s is taken for %s', (name, meant) => {
    expect(strangeSteps({ ...llist, [name]: () => undefined })).toEqual([{ name, meant }]);
  });
});
