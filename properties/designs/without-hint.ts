/** Neighbours of the published designs that break less: their allocations always search. */
import { warnsAlways } from '../../impl/bugs/warns-always.ts';
import { llist } from '../../impl/designs/llist.ts';
import { marker } from '../../impl/designs/marker.ts';

export const llistWithoutHint: typeof llist = {
  ...llist,
  name: 'llist-without-hint',
  hintForbids: () => false,
};

export const markerWithoutHint: typeof marker = {
  ...marker,
  name: 'marker-without-hint',
  hintForbids: () => false,
};

/** It also logs what it could not erase. */
export const llistThatTells: typeof llist = {
  ...warnsAlways.design,
  name: 'llist-that-tells',
  hintForbids: () => false,
};
