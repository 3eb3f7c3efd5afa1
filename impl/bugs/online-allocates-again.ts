import { hardened } from '../designs/hardened.ts';
import { cachesOf } from '../designs/fast-path-design.ts';
import { step, asking } from '../kernel/effect.ts';
import { DONE } from '../kernel/routine.ts';
import type { SeededBug } from './seeded-bug.ts';

export const onlineAllocatesAgain: SeededBug<typeof hardened> = {
  finding: null,
  changes: 'A CPU that comes online gets new magazines.',
  realistic: 'That the magazines of a CPU outlive its going offline is written nowhere.',
  caughtBy: 'MEM-3',
  base: hardened,
  scope: 'cpus=2,requests=cached,hotplug=on,reserve=off,refusals=0,magazine=1,calls=2',
  design: {
    ...hardened,
    name: 'online-allocates-again',
    *online(d, cpu) {
      yield* hardened.online.call(this, d, cpu);
      const { memory, depots } = cachesOf(d);
      for (const { order } of depots) {
        const loaded: boolean = yield asking('cpu_up: loaded', () => memory.allocate('magazine'));
        const prev: boolean = yield asking('cpu_up: prev', () => memory.allocate('magazine'));
        yield step('cpu_up: magazines', () =>
          cachesOf(d)
            .of(order, cpu)
            .install(loaded ? [] : null, prev ? [] : null),
        );
      }
      return DONE;
    },
  },
};
