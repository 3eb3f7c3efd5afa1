import { describe, expect, test } from 'vitest';
import { asksFor, grants, stores } from './facts.ts';
import { ACTOR, judge, SPACE } from './judge-facts.ts';

describe('REQ-1, a granted range is what was asked for', () => {
  test('REQ-1 is silent on a range that fits, at the first pfn and at the limit', () => {
    const first = [asksFor(0, 2, 97), stores(0, 96, 97), grants(0, 96, 97)];
    const last = [asksFor(1, 2, 99, { aligned: true }), stores(1, 98, 99), grants(1, 98, 99)];
    const said = judge('REQ-1', [...first, ...last]);
    expect(said.breach).toBeNull();
    expect(said.witnesses).toBe(2);
  });

  test.each([
    ['one page too short', asksFor(0, 3, 111), grants(0, 110, 111), 'another size'],
    ['one page too long', asksFor(0, 1, 111), grants(0, 110, 111), 'another size'],
    ['one page above its limit', asksFor(0, 2, 110), grants(0, 110, 111), 'pages above its limit'],
    [
      'one page below the first pfn',
      asksFor(0, 2, 111),
      grants(0, SPACE.startPfn - 1, 96),
      'pages below the first',
    ],
    [
      'beside its alignment',
      asksFor(0, 2, 111, { aligned: true }),
      grants(0, 109, 110),
      'another alignment',
    ],
    [
      'aligned to half of it',
      asksFor(0, 3, 111, { aligned: true }),
      grants(0, 98, 100),
      'another alignment',
    ],
  ])('REQ-1 is broken by a range that is %s', (_, asked, granted, cause) => {
    const { breach } = judge('REQ-1', [asked, granted]);
    expect(breach?.signature).toBe(`REQ-1 ${ACTOR} granted ${cause}`);
  });
});
