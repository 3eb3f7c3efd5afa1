import * as fc from 'fast-check';
import type { Design } from '../../impl/designs/design.ts';
import type { AllocatorCommand } from './allocator-commands.ts';
import { PageOwners } from './page-owners.ts';
import { RealAllocator } from './real-allocator.ts';

/**
 * Carries out commands on the model and on the design side by side. After each they are compared.
 * @throws Error if they differ, if something waits or goes on for ever, or if a step breaks a rule
 *   of the kernel, as by a use after free
 */
export function followModel(design: Design, commands: Iterable<AllocatorCommand>): void {
  fc.modelRun(() => ({ model: new PageOwners(), real: new RealAllocator(design) }), commands);
}
