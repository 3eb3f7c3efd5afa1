/** AVL-1 and AVL-2 judge refused allocations, and nothing else. */
import { describe, expect, test } from 'vitest';
import { asksFor, memory, owns, refuses, reserves } from './facts.ts';
import { judge } from './judge-facts.ts';

/** A space of two pages, [110, 111], both of 64 bits. */
const TWO_PAGES = { startPfn: 110, dma32: 104, topPfn: 111 };
const ASK = asksFor(9, 1, 111, { on: 'cpu1' });
const REFUSED = refuses(9);

describe('only refusals are judged', () => {
  test.each(['AVL-1', 'AVL-2'] as const)('%s says nothing about a grant', (id) => {
    const { breach, witnesses } = judge(id, owns(0, 110), {}, TWO_PAGES);
    expect([breach, witnesses]).toEqual([null, 0]);
  });

  test.each(['AVL-1', 'AVL-2'] as const)('%s says nothing about a call in progress', (id) => {
    expect(judge(id, [ASK], {}, TWO_PAGES)).toEqual({ breach: null, witnesses: 0 });
  });

  test.each(['AVL-1', 'AVL-2'] as const)('%s says nothing about a refused reservation', (id) => {
    const facts = [reserves(0, 110), refuses(0)];
    expect(judge(id, facts, {}, TWO_PAGES)).toEqual({ breach: null, witnesses: 0 });
  });

  test.each(['AVL-1', 'AVL-2'] as const)('%s does not count a refusal for want of memory', (id) => {
    const facts = [ASK, memory(9, 'object', false), REFUSED];
    expect(judge(id, facts, {}, TWO_PAGES)).toEqual({ breach: null, witnesses: 0 });
  });
});
