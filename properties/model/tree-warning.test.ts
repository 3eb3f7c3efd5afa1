import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import { allProperties, knownProperties, propertiesWith } from '../../model/properties/all.ts';
import { memory } from './facts.ts';
import { judge, propertyOf, signaturesOf } from './judge-facts.ts';

const STORE: Fact = { kind: 'warned', need: 'store' };
const ERASE: Fact = { kind: 'warned', need: 'erase' };

describe('WRN-1, no refused request for nodes makes the tree warn', () => {
  test('WRN-1 is broken by the first warning, and by no later one', () => {
    expect(signaturesOf('WRN-1', [memory(1, 'erase', false), ERASE, STORE, ERASE])).toEqual([
      'WRN-1 actor 1 was refused an erase',
    ]);
    expect(signaturesOf('WRN-1', [STORE])).toEqual(['WRN-1 actor 0 was refused a store']);
  });

  test('WRN-1 is kept if nodes are refused without a warning, which is its witness', () => {
    const refused = [memory(1, 'store', false), memory(null, 'erase', false)];
    expect(judge('WRN-1', refused)).toEqual({ breach: null, witnesses: 2 });
  });

  test('an object that is refused, and nodes that are granted, are no witness of WRN-1', () => {
    const others = [memory(1, 'object', false), memory(1, 'store', true), memory(2, 'erase', true)];
    expect(judge('WRN-1', others)).toEqual({ breach: null, witnesses: 0 });
  });

  test('WRN-1 is not about a design that never defers: its tree asks for no nodes', () => {
    expect(judge('WRN-1', [ERASE], { defers: false })).toEqual({ breach: null, witnesses: -1 });
  });
});

describe('a property outside of the matrix', () => {
  test('WRN-1 alone is outside of the matrix, and listed after the others', () => {
    expect(knownProperties).toEqual([...allProperties, propertyOf('WRN-1')]);
    expect(allProperties.map(({ id }) => id)).not.toContain('WRN-1');
  });

  test('it judges, beside the matrix, a run that shows it, and no other run', () => {
    expect(propertiesWith('WRN-1')).toEqual(knownProperties);
    for (const id of [null, 'AVL-1', 'XXX-1']) expect(propertiesWith(id)).toBe(allProperties);
  });
});
