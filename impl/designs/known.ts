import type { Design } from './design.ts';
import { hardened } from './hardened.ts';
import { publishedDesigns } from './published.ts';

/** The designs that iova-check knows by name: mainline, the posted revisions, and ours. */
export const knownDesigns: readonly Design[] = [...publishedDesigns, hardened];
