import type { Design } from './design.ts';
import { hardened } from './hardened.ts';
import { publishedDesigns } from './published.ts';

/** The designs that the suite knows by name: those that were posted, and ours. */
export const knownDesigns: readonly Design[] = [...publishedDesigns, hardened];
