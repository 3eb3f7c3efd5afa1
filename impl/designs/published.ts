import type { Design } from './design.ts';
import { llist } from './llist.ts';
import { mainline } from './mainline.ts';
import { marker } from './marker.ts';

/** The designs that the suite knows by name, in the order of their publication. */
export const publishedDesigns: readonly Design[] = [mainline, llist, marker];
