import { armsBeforeAdding } from './arms-before-adding.ts';
import { restsForEver } from './rests-for-ever.ts';
import type { SeededBug } from './seeded-bug.ts';

/** Designs with one mistake each, in alphabetical order. */
export const seededBugs: readonly SeededBug[] = [armsBeforeAdding, restsForEver];
