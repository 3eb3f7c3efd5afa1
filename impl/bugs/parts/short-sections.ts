import { hardened } from '../../designs/hardened.ts';

/** `hardened`, but a drain drops the lock after each marker, also after the last one. */
export const shortSections: typeof hardened = {
  ...hardened,
  name: 'short-sections',
  batchEntries: 1,
  eraseNext(d, batch) {
    const waited = d.deferred.get() !== null;
    const next = hardened.eraseNext.call(this, d, batch);
    return waited && next.end === 'empty' ? { ...next, end: 'more' } : next;
  },
};
