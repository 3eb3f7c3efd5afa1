import { expect, test } from 'vitest';
import { strangeSteps } from '../../explore/loading/load-design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';

test('a misspelt step is noticed, and the steps of known designs are not', () => {
  const misspelt = { ...llist, name: 'mine', re_arm: () => undefined };
  expect(strangeSteps(misspelt)).toEqual(['re_arm']);
  expect(knownDesigns.flatMap(strangeSteps)).toEqual([]);
});
