import type { Call } from '../../model/call.ts';
import { overlaps } from '../../model/range.ts';
import { hasRole } from '../../model/role.ts';
import type { CallDescription } from '../call-description.ts';
import { rangesInUse } from '../ranges-in-use.ts';
import { whyOutsideSpace } from './outside-space.ts';

/** `reserve_iova()` */
export const reserve: CallDescription<Extract<Call, { fn: 'reserve' }>> = {
  cName: 'reserve_iova',
  arguments: { lo: { kind: 'pfn' }, hi: { kind: 'pfn' } },
  lookup: null,
  by: 'task',
  /** It reserves pages that no caller uses (reserved ones, too), and not during an allocation. */
  isWellBehaved(call, ledger) {
    if (ledger.open.some(({ what }) => hasRole(what, 'takes'))) return false;
    return !rangesInUse(ledger).some((range) => overlaps(range, call));
  },
  pagesGranted: ({ lo, hi }) => hi - lo + 1,
  pagesNamed: ({ lo, hi }) => ({ lo, hi }),
  simplerForms(call) {
    if (call.lo >= call.hi) return [];
    return [
      { ...call, hi: call.hi - 1 },
      { ...call, lo: call.lo + 1 },
    ];
  },
  weight: ({ lo, hi }) => hi - lo,
  whyOutside({ lo, hi }, { space, lastPfn, reserve: isAllowed, memory }) {
    if (!isAllowed) return 'call: the scope says that nobody reserves ("reserve": false)';
    if (lo > hi) return `call: lo ${lo} is above hi ${hi}`;
    if (memory === 'adversarial') {
      const { startPfn } = space;
      const wrong = whyOutsideSpace('call.lo', lo, startPfn, space);
      return wrong ?? whyOutsideSpace('call.hi', hi, startPfn, space);
    }
    // The kernel also reserves below `start_pfn` and above every limit. That affects only the shape
    // of the tree, so a run may do so only if the tree decides which stores need memory.
    if (hi <= lastPfn) return null;
    return `call.hi: ${hi} is beyond the last page of 64-bit addresses, ${lastPfn}`;
  },
};
