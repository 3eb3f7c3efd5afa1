import type { AllocRequest } from '../../model/call.ts';
import type { RecordedLine } from './recording-format.ts';

type AllocLine = Extract<RecordedLine, { op: 'alloc' | 'alloc_n' }>;

/** The request of a recorded allocation. */
export function recordedRequest({ size, limit, align }: AllocLine['cmd']): AllocRequest {
  return { fn: 'alloc', sizePages: size, limit, aligned: align };
}
