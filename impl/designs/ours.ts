import type { Design } from './design.ts';
import { knownDesigns } from './known.ts';

const ours = new WeakSet<Design>(knownDesigns);

/**
 * Whether all state of the design is known to be shared state, so that a machine of it can start
 * over: it is one of the known designs, or one of them under another policy, or the C of a kernel
 * tree. A user's design may keep state elsewhere (in a closure of its `init`, in a map by domain),
 * and nobody can tell.
 */
export function isOurs(design: Design): boolean {
  return ours.has(design);
}

/** Notes that the design is the C of a kernel tree: all its state is the memory of its module. */
export function noteCompiled(design: Design): void {
  ours.add(design);
}

/** Notes that `design` is `of` with nothing replaced that has state. */
export function noteDerived(design: Design, of: Design): void {
  if (ours.has(of)) ours.add(design);
}
