import type { Page } from '../../model/call.ts';
import type { Ledger } from '../../model/ledger.ts';

/** Whether the page is named as one of a grant that is still owned. */
export function isOwned(page: Page, { owned }: Ledger): boolean {
  return 'call' in page && owned.some(({ call }) => call === page.call);
}
