import type { Call } from '../../model/call.ts';
import { fastSizePages } from '../../model/size-class.ts';
import type { CallDescription } from '../call-description.ts';
import { alloc } from './alloc.ts';
import { whyOutsideSpace } from './outside-space.ts';
import { whyNoCaches } from './why-no-caches.ts';

/** `alloc_iova_fast()` */
export const allocFast: CallDescription<Extract<Call, { fn: 'allocFast' }>> = {
  cName: 'alloc_iova_fast',
  arguments: {
    sizePages: { kind: 'pages' },
    limit: { kind: 'limit' },
    flush: { kind: 'flag', unless: 'without a flush' },
  },
  lookup: null,
  by: 'task or interrupt',
  isWellBehaved: (call, ledger) => alloc.isWellBehaved({ ...call, ...AN_ALLOC }, ledger),
  pagesGranted: ({ sizePages }) => fastSizePages(sizePages),
  pagesNamed: () => null,
  simplerForms(call) {
    const smaller = call.sizePages > 1 ? [{ ...call, sizePages: call.sizePages - 1 }] : [];
    return call.flush ? smaller : [...smaller, { ...call, flush: true }];
  },
  weight: ({ sizePages, flush }) => sizePages + (flush ? 0 : 1),
  /** A limit may be as low as 0: there the highest page that may be handed out wraps. */
  whyOutside: ({ limit }, bounds) =>
    whyNoCaches(bounds) ?? whyOutsideSpace('call.limit', limit, 0, bounds.space),
};

const AN_ALLOC = { fn: 'alloc', aligned: true } as const;
