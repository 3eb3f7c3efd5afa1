/** The revision of 18 August 2026 with one step replaced, as a user varies a design. */
import { marker } from '../../impl/designs/marker.ts';
import { asking, step } from '../../impl/kernel/effect.ts';
import type { Range } from '../../model/range.ts';

type Marker = typeof marker;
type Domain = Parameters<Marker['drain']>[0];

/** Stands for the published static marker. */
const MARKER = -1;

function tellWindow(d: Domain, span: Range | null): void {
  d.deferred.set(span);
  d.kernel.emit({ kind: 'window', span });
}

/** The window after a mark is what `spanOf` says. */
function marking(spanOf: (range: Range, window: Range | null) => Range): Marker['mark'] {
  return function* mark(d, object, range, at) {
    yield asking(`${at}: mark in place`, () => {
      const window = d.deferred.get();
      d.tree.overwrite(range.lo, range.hi, MARKER);
      tellWindow(d, spanOf(range, window));
      const { call, place } = d.kernel;
      d.kernel.emit({ kind: 'deferred', range, call, at: place });
    });
    yield step(`${at}: free the object`, () => d.objects.free(object));
  };
}

/** The window keeps only the latest range. */
export const keepsLatest: Marker = {
  ...marker,
  name: 'keeps-latest',
  mark: marking((range) => range),
};

/** The upper edge of the window is taken from the lower end of the range. */
export const takesLowerEnd: Marker = {
  ...marker,
  name: 'takes-lower-end',
  mark: marking((range, window) => ({
    lo: Math.min(window?.lo ?? range.lo, range.lo),
    hi: Math.max(window?.hi ?? range.lo, range.lo),
  })),
};

/** A drain erases the whole window at once, live ranges and all. */
export const erasesWindow: Marker = {
  ...marker,
  name: 'erases-window',
  *drain(d, at) {
    yield asking(`${at}: drain`, () => {
      const window = d.deferred.get();
      if (window !== null && d.tree.erase(window.lo, window.hi)) tellWindow(d, null);
    });
  },
};

/** Nothing drains in an allocation. */
export const drainsLater: Marker = {
  ...marker,
  name: 'drains-later',
  *drain(d, at) {
    if (!at.startsWith('__alloc')) yield* marker.drain.call(this, d, at);
  },
};

/** The hint is never set: every allocation searches. */
export const searchesAlways: Marker = {
  ...marker,
  name: 'searches-always',
  place(d, request, object) {
    const outcome = marker.place.call(this, d, request, object);
    d.max32.set(d.space.dma32);
    return outcome;
  },
};
