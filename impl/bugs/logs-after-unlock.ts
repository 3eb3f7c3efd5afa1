import type { AllocRequest } from '../../model/call.ts';
import { keep } from '../designs/backlog.ts';
import { refused } from '../designs/design.ts';
import { hardened, type HardenedDomain } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import type { SeededBug } from './seeded-bug.ts';

/** Behind the reason of a refusal whose line is still to be written. */
const UNLOGGED = ', unlogged';

export const logsAfterUnlock: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'An allocation that fails for want of an erase notes under the lock that the log is told, and ' +
    'writes the line after the unlock.',
  realistic:
    'No printk() with interrupts off. A second allocation that fails in between says nothing, and ' +
    'its caller finds nothing in the log.',
  caughtBy: 'OBS-2',
  base: hardened,
  scope: 'irqs=1,calls=4,pages=3,refusals=3',
  design: {
    ...hardened,
    name: 'logs-after-unlock',
    *alloc(d: HardenedDomain, request: AllocRequest) {
      const outcome = yield* hardened.alloc.call(this, d, request);
      if (outcome.kind !== 'refused' || !outcome.because.endsWith(UNLOGGED)) return outcome;
      yield step('alloc_iova: log', () =>
        d.kernel.log.warn('iova: an allocation fails, freed ranges wait for memory'),
      );
      return refused(outcome.because.slice(0, -UNLOGGED.length));
    },
    place(d, request, object, drained) {
      const waiting = d.deferred.get();
      if (waiting === null || waiting.told) {
        return hardened.place.call(this, d, request, object, drained);
      }
      keep(d, { ...waiting, told: true });
      const outcome = hardened.place.call(this, d, request, object, drained);
      if (outcome?.kind === 'refused' && outcome.because.endsWith('drain refused')) {
        return refused(`${outcome.because}${UNLOGGED}`);
      }
      keep(d, waiting);
      return outcome;
    },
  },
};
