import { PLACE } from '../designs/domain.ts';
import { step } from '../kernel/effect.ts';
import { soundHint } from './parts/sound-hint.ts';
import type { SeededBug } from './seeded-bug.ts';

export const setsHintUnlocked: SeededBug<typeof soundHint> = {
  finding: 'F32',
  changes: 'The 32-bit hint is written after the unlock, over what a free has reset meanwhile.',
  realistic: 'It is only a hint, so a race on it seems to cost one search at most.',
  caughtBy: 'AVL-1',
  base: soundHint,
  scope: 'cpus=1,irqs=1,calls=4,pages=2,refusals=0,reserve=off,teardown=off',
  design: {
    ...soundHint,
    name: 'sets-hint-unlocked',
    place(d, request, object, drained) {
      const before = d.max32.get();
      const { writtenAt } = d.max32;
      const outcome = soundHint.place.call(this, d, request, object, drained);
      d.max32.set(before, writtenAt);
      return outcome;
    },
    *alloc(d, request) {
      const outcome = yield* soundHint.alloc.call(this, d, request);
      const soughtAll = request.sizePages === 1 && request.limit === d.space.dma32 - 1;
      if (
        soughtAll &&
        outcome.kind === 'refused' &&
        outcome.because === `${PLACE}: search failed`
      ) {
        yield step(`${PLACE}: after the unlock`, () => d.max32.set(1, outcome.because));
      }
      return outcome;
    },
  },
};
