import { describe, expect, test } from 'vitest';
import { whyNoDesign } from '../../explore/loading/why-no-design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';

describe('functions that no known design has', () => {
  test('the designs of the suite have none', () => {
    expect(knownDesigns.map(whyNoDesign)).toEqual([null, null, null, null]);
  });

  const slips: readonly (readonly [name: string, meant: string])[] = [
    ['re_arm', 'rearm'],
    ['storeRefusd', 'storeRefused'],
    ['serach', 'search'],
    ['lookup', 'lookUp'],
    ['arn', 'arm'],
    ['drian', 'drain'],
    // A step of `marker`, which llist would never take, under whatever name.
    ['drainedOn', 'drainedOne'],
  ];
  test.each(slips)('%s is taken for %s, and the design is refused', (name, meant) => {
    const design = { ...llist, name: 'mine', [name]: () => undefined };
    expect(whyNoDesign(design)).toContain(
      `no step is called ${name}(): did you mean ${meant}()? If it is a helper of your own`,
    );
  });

  test.each(['pagesWanted', 'x'])('%s is like no step, so it is a helper', (name) => {
    expect(whyNoDesign({ ...llist, name: 'mine', [name]: () => undefined })).toBeNull();
  });
});
