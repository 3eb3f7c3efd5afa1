import type { Call } from '../../model/call.ts';
import { descriptionOf } from '../../port/call-table.ts';

/** Whether the call gets a range if it succeeds: then the range has a name in a report. */
export function getsRange(call: Call): boolean {
  return descriptionOf(call).pagesGranted(call) !== null;
}
