import type { Call } from '../../model/call.ts';
import type { CallDescription } from '../call-description.ts';
import { mayGiveBack } from './may-give-back.ts';
import { namesPage } from './names-page.ts';

/** `free_iova()` */
export const free: CallDescription<Extract<Call, { fn: 'free' }>> = {
  ...namesPage,
  cName: 'free_iova',
  lookup: null,
  by: 'task or interrupt',
  isWellBehaved: ({ what }, ledger) => mayGiveBack(what, ledger),
};
