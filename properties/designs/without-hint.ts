/** Neighbours of the published designs that break less: their allocations search always. */
import { warnsAlways } from '../../impl/bugs/warns-always.ts';
import { llist } from '../../impl/designs/llist.ts';
import { marker } from '../../impl/designs/marker.ts';

export const llistWithoutHint: typeof llist = {
  ...llist,
  name: 'llist-without-hint',
  place(d, request, object) {
    const outcome = llist.place.call(this, d, request, object);
    d.max32.set(d.space.dma32);
    return outcome;
  },
};

export const markerWithoutHint: typeof marker = {
  ...marker,
  name: 'marker-without-hint',
  place(d, request, object) {
    const outcome = marker.place.call(this, d, request, object);
    d.max32.set(d.space.dma32);
    return outcome;
  },
};

/** It names what it could not erase, too. */
export const llistThatTells: typeof llist = {
  ...warnsAlways.design,
  name: 'llist-that-tells',
  place(d, request, object) {
    return llistWithoutHint.place.call(this, d, request, object);
  },
};
