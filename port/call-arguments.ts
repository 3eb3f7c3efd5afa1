import type { Call, Page } from '../model/call.ts';
import type { Argument } from './call-description.ts';
import { descriptionOf } from './call-table.ts';

/** An argument as a call passes it. */
export type PassedArgument = Passed<Argument>;

type Passed<A extends Argument> = A extends Argument
  ? A & { readonly name: string; readonly value: ValueOf<A['kind']> }
  : never;

type ValueOf<Kind extends Argument['kind']> = Kind extends 'flag'
  ? boolean
  : Kind extends 'page'
    ? Page
    : number;

/** The arguments of a call, in the order in which C takes them. */
export function argumentsOf(call: Call): readonly PassedArgument[] {
  const values: Readonly<Record<string, unknown>> = call;
  const list: Readonly<Record<string, Argument>> = descriptionOf(call).arguments;
  return Object.entries(list).map(
    // The cast is safe: the type of a call dictates the kinds in its description.
    ([name, argument]) => ({ ...argument, name, value: values[name] }) as PassedArgument,
  );
}
