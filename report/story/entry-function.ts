import type { Call } from '../../model/call.ts';

/** The C function that a call enters the allocator by, as labels of steps name it. */
export const ENTRY_FUNCTION: Readonly<Record<Call['fn'], string>> = {
  alloc: 'alloc_iova',
  free: 'free_iova',
  freeObject: '__free_iova',
  find: 'find_iova',
  reserve: 'reserve_iova',
  put: 'put_iova_domain',
};
