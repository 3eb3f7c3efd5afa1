/** Which designs make the tree warn that it was refused nodes, in which calls, and which do not. */
import { expect, test } from 'vitest';
import { World } from '../../explore/world/world.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { marker } from '../../impl/designs/marker.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties, propertiesWith } from '../../model/properties/all.ts';
import type { Property } from '../../model/property.ts';
import { saidOf, SCOPE } from './first-breach.ts';
import { preallocating } from './preallocating.ts';

const RESERVING = { reserve: true } as const;
const BY_RESERVATION = 'WRN-1 reserve_iova() was refused a store';
const BY_ALL = [
  'WRN-1 __free_iova() was refused an erase',
  'WRN-1 alloc_iova() was refused a store',
  'WRN-1 free_iova() was refused an erase',
];

test.each([
  [llist, [...BY_ALL, BY_RESERVATION]],
  // These two preallocate the nodes of a reservation.
  [marker, BY_ALL],
  [hardened, BY_ALL],
])('the tree of $name warns in these calls, and never first in the work', (design, signatures) => {
  const said = saidOf('WRN-1', design, RESERVING);
  expect(said.signatures.toSorted()).toEqual(signatures);
});

test('a tree that preallocates all nodes is refused some, and does not warn', () => {
  const said = saidOf('WRN-1', preallocating, RESERVING);
  expect(said.signatures).toEqual([]);
  expect(said.witnesses).toBeGreaterThan(0);
});

test('WRN-1 is not about mainline, whose tree asks for no nodes', () => {
  const { judges } = new World(twinSubject(mainline, propertiesWith('WRN-1')), SCOPE, 'forward');
  expect(judges.properties.map(({ id }) => id)).not.toContain('WRN-1');
});

test('the tree warns only while a property hears it', () => {
  const warnings = (properties: readonly Property[]): number => {
    const world = new World(twinSubject(marker, properties), SCOPE, 'forward');
    let count = 0;
    world.onFact = ({ kind }) => {
      if (kind === 'warned') count += 1;
    };
    world.apply({ do: 'pressure', level: 'nodes' });
    const call = {
      fn: 'alloc',
      sizePages: 1,
      limit: world.system.space.topPfn,
      aligned: true,
    } as const;
    world.apply({ do: 'start', on: 'cpu0', call });
    while (world.system.context('cpu0')?.busy === true) world.apply({ do: 'step', on: 'cpu0' });
    return count;
  };
  expect(warnings(propertiesWith('WRN-1'))).toBe(1);
  expect(warnings(allProperties)).toBe(0);
});
