/** Gates a variation: what it must keep, and that what it changes was tested at all. */
import { expectHolds } from 'iova-check/vitest';
import { expect, test } from 'vitest';
import design from './llist-keeps-hint.ts';

test('llist that leaves the hint alone grants no page twice', { timeout: 120_000 }, () => {
  const scope = 'cpus=2,calls=2,pages=2';
  const { notEntered } = expectHolds(design, { properties: ['OWN-1', 'WRK-1'], scope });
  expect(notEntered).toEqual([]);
});
