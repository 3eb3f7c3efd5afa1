import type { Request } from '../model/call.ts';
import type { Range } from '../model/range.ts';
import type { Context } from './kernel/context.ts';

/** A context as a search keeps it. */
export interface SavedContext {
  readonly request: Request | null;
  readonly call: number | null;
  readonly sent: readonly unknown[];
  readonly irqsOff: boolean;
  readonly held: Context['held'];
  readonly stuck: boolean;
}

/** The whole machine as a search keeps it. */
export interface SavedMachine {
  readonly parts: readonly unknown[];
  readonly contexts: readonly SavedContext[];
  readonly grants: readonly (Range | null)[];
  readonly putInvoked: boolean;
}
