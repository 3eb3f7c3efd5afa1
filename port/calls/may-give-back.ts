import type { Page } from '../../model/call.ts';
import type { Ledger } from '../../model/ledger.ts';
import { hasRole } from '../../model/role.ts';
import { isOwned } from './is-owned.ts';

/** Whether a well-behaved caller may give the page back: it owns it, and nobody looks at it. */
export function mayGiveBack(page: Page, ledger: Ledger): boolean {
  if (!('call' in page) || !isOwned(page, ledger)) return false;
  return !ledger.open.some(({ what }) => hasRole(what, 'looks') && what.of === page.call);
}
