import type { Call } from '../../model/call.ts';
import { hasRole } from '../../model/role.ts';
import type { CallDescription } from '../call-description.ts';
import { whyOutsideSpace } from './outside-space.ts';

/** `alloc_iova()` */
export const alloc: CallDescription<Extract<Call, { fn: 'alloc' }>> = {
  cName: 'alloc_iova',
  arguments: {
    sizePages: { kind: 'pages' },
    limit: { kind: 'limit' },
    aligned: { kind: 'flag', unless: 'unaligned' },
  },
  lookup: null,
  by: 'task or interrupt',
  // Not during a reservation: which of the two gets a page would be a race between the callers.
  isWellBehaved: (_call, { open }) => !open.some(({ what }) => hasRole(what, 'reserves')),
  pagesGranted: ({ sizePages }) => sizePages,
  pagesNamed: () => null,
  simplerForms(call) {
    const smaller = call.sizePages > 1 ? [{ ...call, sizePages: call.sizePages - 1 }] : [];
    return call.aligned ? smaller : [...smaller, { ...call, aligned: true }];
  },
  weight: ({ sizePages, aligned }) => sizePages + (aligned ? 0 : 1),
  // A limit just below the space is allowed: a fair request, although nothing can satisfy it.
  whyOutside: ({ limit }, { space }) =>
    whyOutsideSpace('call.limit', limit, space.startPfn - 1, space),
};
