import { expect, test } from 'vitest';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import { QUIET_SCOPE } from '../../explore/run/quiet-scope.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { step } from '../../impl/kernel/effect.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { own1 } from '../../model/properties/ownership.ts';

/** A free goes round and round, and no head of its loop is marked. */
const spins: typeof mainline = {
  ...mainline,
  name: 'spins',
  *free() {
    for (;;) yield step('free_iova: spin', () => undefined);
  },
};

test('a loop that nothing marks bounds a search, also one for a single signature', () => {
  const scope = { ...QUIET_SCOPE, calls: 2, pages: 2 };
  const subject = twinSubject(spins, [own1]);
  const budget = { spent: () => null };
  const options = { exact: false, preemptions: null, script: null };
  const below = { calls: 9, refusals: 0, switches: 0, steps: 4000 };
  const sought = { signature: 'OWN-1 x', below };
  for (const each of [options, { ...options, sought }]) {
    expect(searchScope(subject, scope, budget, each).bound).toContain('100 steps of one call');
  }
});
