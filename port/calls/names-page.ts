import type { Call, Page } from '../../model/call.ts';
import type { CallDescription } from '../call-description.ts';
import { whyOutsideSpace } from './outside-space.ts';

/** A call whose one argument is a page. */
type PageCall = Extract<Call, { readonly what: Page }>;

/** The parts that the descriptions of all calls that name a page have in common. */
export const namesPage: Omit<
  CallDescription<PageCall>,
  'cName' | 'lookup' | 'by' | 'isWellBehaved'
> = {
  arguments: { what: { kind: 'page' } },
  pagesGranted: () => null,
  pagesNamed: ({ what }) => ('pfn' in what ? { lo: what.pfn, hi: what.pfn } : null),
  /** The simpler form names the first page of the same grant. */
  simplerForms(call) {
    const { what } = call;
    if (!('call' in what) || what.offsetPages === 0) return [];
    return [{ ...call, what: { ...what, offsetPages: 0 } }];
  },
  weight: ({ what }) => ('call' in what ? what.offsetPages : 0),
  whyOutside: ({ what }, { space }) =>
    'pfn' in what ? whyOutsideSpace('call.what.pfn', what.pfn, space.startPfn, space) : null,
};
