import type { Call } from '../../model/call.ts';
import type { CallDescription } from '../call-description.ts';
import { isOwned } from './is-owned.ts';
import { namesPage } from './names-page.ts';

/** `find_iova()` */
export const find: CallDescription<Extract<Call, { fn: 'find' }>> = {
  ...namesPage,
  cName: 'find_iova',
  lookup: null,
  by: 'task',
  isWellBehaved: ({ what }, ledger) => isOwned(what, ledger),
  simplerForms: (call) => [{ ...call, fn: 'free' }, ...namesPage.simplerForms(call)],
  weight: (call) => 2 + namesPage.weight(call),
};
