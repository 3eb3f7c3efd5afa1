import { type Effect, reserved } from './effect.ts';
import type { Kernel } from './kernel.ts';

/**
 * A step that asks for memory with `GFP_KERNEL`: it may sleep until there is some, so it is never
 * refused. In an interrupt, or with a lock held, it is reported as a misuse.
 */
export function blocking(kernel: Kernel, at: string, apply: () => unknown): Effect {
  return reserved(at, () => {
    kernel.mustMaySleep('a GFP_KERNEL allocation');
    return apply();
  });
}
