import type { Call } from '../../model/call.ts';
import type { CallDescription } from '../call-description.ts';
import { isAsFast } from '../../model/size-class.ts';
import { mayGiveBack } from './may-give-back.ts';
import { namesPage } from './names-page.ts';
import { whyNoCaches } from './why-no-caches.ts';

/** `free_iova_fast()` */
export const freeFast: CallDescription<Extract<Call, { fn: 'freeFast' }>> = {
  ...namesPage,
  cName: 'free_iova_fast',
  arguments: { what: { kind: 'page' }, sizePages: { kind: 'pages' } },
  lookup: null,
  by: 'task or interrupt',
  isWellBehaved({ what, sizePages }, ledger) {
    if (!mayGiveBack(what, ledger) || !('call' in what) || what.offsetPages !== 0) return false;
    const own = ledger.owned.find(({ call }) => call === what.call);
    return own !== undefined && isAsFast(own.range, sizePages);
  },
  simplerForms(call) {
    const smaller = call.sizePages > 1 ? [{ ...call, sizePages: call.sizePages - 1 }] : [];
    return [...namesPage.simplerForms(call), ...smaller];
  },
  weight: (call) => namesPage.weight(call) + call.sizePages,
  whyOutside: (call, bounds) => whyNoCaches(bounds) ?? namesPage.whyOutside(call, bounds),
};
