import type { Call } from '../../model/call.ts';
import type { CallDescription } from '../call-description.ts';
import { mayGiveBack } from './may-give-back.ts';
import { namesPage } from './names-page.ts';

/** `__free_iova()` of what `find_iova()` returns. */
export const freeObject: CallDescription<Extract<Call, { fn: 'freeObject' }>> = {
  ...namesPage,
  cName: '__free_iova',
  lookup: 'find_iova',
  by: 'task',
  isWellBehaved: ({ what }, ledger) => mayGiveBack(what, ledger),
  simplerForms: (call) => [{ ...call, fn: 'free' }, ...namesPage.simplerForms(call)],
  weight: (call) => 2 + namesPage.weight(call),
};
