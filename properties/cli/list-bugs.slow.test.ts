import { expect, test } from 'vitest';
import { seededBugs } from '../../impl/bugs/known.ts';
import { policyBugs } from '../../impl/bugs/policies/known.ts';
import { iovaCheck } from './iova-check.ts';

test('the list of seeded bugs has each of them, and ends with their number', () => {
  const { status, out } = iovaCheck('list', 'bugs');
  const names = [
    ...seededBugs.map(({ design }) => design.name),
    ...policyBugs.map(({ policy }) => policy.name),
  ];
  const listed = out.split('\n').filter((line) => / \(.*\)$/.test(line) && !line.startsWith(' '));
  expect(listed.map((line) => line.split(' ')[0])).toEqual(names);
  const counts = `${seededBugs.length} designs with one seeded bug, ${policyBugs.length} policies`;
  expect(out.trimEnd().split('\n').at(-1)).toBe(counts);
  expect(status).toBe(0);
});
