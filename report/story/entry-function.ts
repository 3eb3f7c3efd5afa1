import type { Call } from '../../model/call.ts';

/** The C function that a call enters the allocator by, as labels of steps name it. */
export const ENTRY_FUNCTION: Readonly<Record<Call['fn'], string>> = {
  alloc: 'alloc_iova',
  allocFast: 'alloc_iova_fast',
  free: 'free_iova',
  freeFast: 'free_iova_fast',
  freeObject: '__free_iova',
  find: 'find_iova',
  reserve: 'reserve_iova',
  offline: 'cpu_down',
  online: 'cpu_up',
  put: 'put_iova_domain',
};
