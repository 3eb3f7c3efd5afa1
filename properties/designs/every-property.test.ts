/**
 * Every property can be broken and can hold. A run of a design breaks it: of a design with a step
 * replaced, or of a published one. A similar design keeps it in such runs, although its witness
 * occurs in them. A judge that cannot say both is worth little.
 */
import { describe, expect, test } from 'vitest';
import { allProperties } from '../../model/properties/all.ts';
import { firstBreach, saidOf } from './first-breach.ts';
import { PROPERTY_ROWS } from './property-rows.ts';

describe.each(PROPERTY_ROWS)('$id is broken by $broken.name: $cause', (row) => {
  const { id, broken, cause, holds, scope = {} } = row;

  test(`a random run of ${broken.name} breaks ${id}: ${cause}`, () => {
    expect(firstBreach(`${id} ${cause}`, broken, scope)).not.toBeNull();
  });

  test(`${holds.name} keeps ${id} in random runs in which its witness occurs`, () => {
    // A design that careless callers break is compared with itself under well-behaved ones.
    const calm = holds === broken ? { ...scope, callers: 'well-behaved' as const } : scope;
    const said = saidOf(id, holds, calm);
    expect(said.signatures).toEqual([]);
    expect(said.witnesses).toBeGreaterThan(0);
  });
});

test('every property has a row with a run that breaks it, except TER-1', () => {
  // teardown.test.ts searches teardowns from every state.
  const shown = new Set(['TER-1', ...PROPERTY_ROWS.map((row) => row.id)]);
  expect(allProperties.map((property) => property.id).filter((id) => !shown.has(id))).toEqual([]);
});
