import type { Scope } from '../../explore/run/scope.ts';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import { parseScopes } from '../../explore/run/scope-text.ts';
import type { Callers } from '../../port/caller-kinds.ts';
import { WrongExpectation } from './wrong-expectation.ts';

/** Scopes of one kind of callers. There is at least one. */
interface AskedScopes {
  readonly callers: Callers;
  readonly scopes: readonly [Scope, ...Scope[]];
}

/**
 * The scopes that the text names, as `--scope` does.
 * @param callers undefined: those that the text names, else well-behaved ones
 * @throws UnreadableScope if the text names no scope
 * @throws WrongExpectation if the text names other callers than `callers`
 */
export function askedScopes(text: string, callers: Callers | undefined): AskedScopes {
  const base = { ...SCOPE_DEFAULTS, callers: callers ?? 'well-behaved' };
  const scopes = parseScopes(text, base) as AskedScopes['scopes'];
  const named = scopes[0].callers;
  if (callers !== undefined && callers !== named) {
    throw new WrongExpectation(
      `callers: '${callers}', but the scope says callers=${named}; leave one of them out`,
    );
  }
  return { callers: named, scopes };
}
