import type { Call } from '../model/call.ts';
import type { ContextId } from '../model/context-id.ts';
import type { Pressure } from '../model/fact.ts';

/**
 * One entry of a run. Actions are all the nondeterminism there is. `start` invokes a call, which
 * stops before its first step. `step` takes the next step of a context, and may refuse the memory
 * that it asks for. `pressure` makes memory scarce or plentiful. `advance` lets time pass.
 */
export type Action =
  | { readonly do: 'start'; readonly on: ContextId; readonly call: Call }
  | { readonly do: 'step'; readonly on: ContextId; readonly refuse?: true }
  | { readonly do: 'pressure'; readonly level: Pressure }
  | { readonly do: 'advance'; readonly byJiffies: number };
