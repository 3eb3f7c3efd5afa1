import type { AllocRequest } from '../../../model/call.ts';
import { type Domain, is32Bit, refused } from '../../designs/design.ts';
import { PLACE } from '../../designs/domain.ts';
import { type Effect, step } from '../../kernel/effect.ts';

/** The test of the 32-bit hint in front of the lock: the refusal, or null. */
export function earlyHintTest(d: Domain, { limit, sizePages }: AllocRequest): Effect {
  return step(`${PLACE}: before the lock`, () => {
    if (!is32Bit(d, limit) || sizePages < d.max32.get()) return null;
    return refused(`${PLACE}: max32 forbids <- ${d.max32.writtenAt}`);
  });
}
