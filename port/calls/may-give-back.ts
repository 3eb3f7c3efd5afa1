import type { Page } from '../../model/call.ts';
import type { Ledger } from '../../model/ledger.ts';
import { hasRole } from '../../model/role.ts';
import { isOwned } from './is-owned.ts';

/** Whether a well-behaved caller may free it: it is owned, and no call is looking at its range. */
export function mayGiveBack(page: Page, ledger: Ledger): boolean {
  if (!('call' in page) || !isOwned(page, ledger)) return false;
  return !ledger.open.some(({ what }) => hasRole(what, 'looks') && what.of === page.call);
}
