import type { Request } from '../model/call.ts';

/**
 * Left out of where a coroutine stands: which call's grant a caller meant by the page that it names.
 *
 * Why that is sound: the allocator is given a page number and nothing else. Whose page it was is
 * for the ledger to know, and the ledger keeps it.
 */
export function withoutOrigin(request: Request | null): Request | null {
  return request !== null && 'of' in request ? { ...request, of: null } : request;
}
