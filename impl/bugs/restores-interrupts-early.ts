import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import type { Context } from '../kernel/context.ts';
import { step } from '../kernel/effect.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { SeededBug } from './seeded-bug.ts';

export const restoresInterruptsEarly: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A free enables interrupts before it unlocks, if something is deferred.',
  realistic:
    '`local_irq_restore(); spin_unlock();` in place of one call: an interrupt in between spins ' +
    'on the lock of its own CPU.',
  caughtBy: 'LCK-1',
  base: hardened,
  scope: 'cpus=1,irqs=1,calls=3,pages=2,refusals=1,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'restores-interrupts-early',
    *remove(d: HardenedDomain, object: Ptr, at: string) {
      yield* hardened.remove.call(this, d, object, at);
      yield step(`${at}: local_irq_restore`, () => {
        if (d.deferred.get() === null) return;
        const by = d.kernel.current as Context;
        by.irqsOff = false;
      });
    },
  },
};
