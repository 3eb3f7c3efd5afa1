import type { Request } from '../model/call.ts';
import { keyOf } from './key-of.ts';

/**
 * Left out of the state of a coroutine: the call whose grant its caller meant by the page it named.
 *
 * Why that is sound: the allocator is given a page number and nothing else. Only the ledger needs
 * to know whose page it was, and the ledger keeps that.
 */
export function withoutOrigin(request: Request | null): Request | null {
  return request !== null && 'of' in request ? { ...request, of: null } : request;
}

/** The texts of requests that name no page of a grant: most are made again and again. */
const texts = new WeakMap<Request, string>();

/** The same text for requests that differ only in what `withoutOrigin()` leaves out. */
export function keyWithoutOrigin(request: Request | null): string {
  if (request === null) return 'the work';
  if (request.fn === 'freeFast') return `freeFast ${request.pfn} ${request.sizePages}`;
  if ('of' in request) return `${request.fn} ${request.pfn}`;
  let text = texts.get(request);
  if (text === undefined) texts.set(request, (text = keyOf(request)));
  return text;
}
