import type { AllocRequest } from '../../model/call.ts';
import type { RecordedLine } from './recording-format.ts';

type AllocLine = Extract<RecordedLine, { op: 'alloc' | 'alloc_n' }>;

/** What a recorded command asks to be allocated. */
export function recordedRequest({ size, limit, align }: AllocLine['cmd']): AllocRequest {
  return { fn: 'alloc', sizePages: size, limit, aligned: align };
}
