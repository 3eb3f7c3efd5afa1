import type { Design } from './design.ts';
import { llist } from './llist.ts';
import { mainline } from './mainline.ts';
import { marker } from './marker.ts';

/** Mainline and the posted revisions, in the order of publication. Each of them has recordings. */
export const publishedDesigns: readonly Design[] = [mainline, llist, marker];
