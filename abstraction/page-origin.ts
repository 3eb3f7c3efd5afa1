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

/**
 * The same for requests that differ only in what `withoutOrigin()` leaves out. A request that names
 * no page of a grant is its own key: engines make the same one again.
 */
export function keyWithoutOrigin(request: Request | null): unknown {
  return request !== null && 'of' in request ? `${request.fn} ${request.pfn}` : request;
}
