import { hardened } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import { stepsChanged } from './parts/steps-changed.ts';
import type { SeededBug } from './seeded-bug.ts';

const PLACE = 'put_iova_domain: free every object of the tree';

export const freesMarkers: SeededBug<typeof hardened> = {
  finding: 'F22',
  changes: 'The teardown takes markers for objects.',
  realistic: 'Howlett, 18 June 2026: a walk of the tree meets the special value, too.',
  caughtBy: 'MEM-2',
  base: hardened,
  scope: 'refusals=1,teardown=on',
  design: {
    ...hardened,
    name: 'frees-markers',
    put(d) {
      const freeEvery = step(PLACE, () => {
        for (const { value } of d.tree.entries()) d.objects.free(value);
        d.tree.destroy();
      });
      return stepsChanged(hardened.put.call(this, d), (own) =>
        own.at === PLACE ? freeEvery : own,
      );
    },
  },
};
