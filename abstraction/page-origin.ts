import type { Request } from '../model/call.ts';

/**
 * Left out of the state of a coroutine: the call whose grant its caller meant by the page it named.
 *
 * Why that is sound: the allocator is given a page number and nothing else. Only the ledger needs
 * to know whose page it was, and the ledger keeps that.
 */
export function withoutOrigin(request: Request | null): Request | null {
  return request !== null && 'of' in request ? { ...request, of: null } : request;
}
