import { type CheckOptions, defaultScopes } from '../../explore/checking/check-plan.ts';
import { type Callers, CALLER_KINDS, callerKinds } from '../../port/caller-kinds.ts';
import { formatScope, type Scope } from '../../explore/run/scope.ts';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import { scopeOfScript } from '../../explore/run/scope-of-script.ts';
import { parseScopes } from '../../explore/run/scope-text.ts';
import { readScript, type ScriptFile } from '../../explore/run/script-file.ts';
import { checkScriptFits, checkTeardownFits } from '../../explore/run/script-fit.ts';
import { readText } from '../files/text-files.ts';
import { UserError } from '../process/user-error.ts';
import type { CheckFlags } from './check-flags.ts';

/** What is checked under one kind of callers. */
export type CheckSubject = Pick<CheckOptions, 'callers' | 'scopes' | 'script'>;

/**
 * The scopes and the script asked for, under each kind of callers: the default kinds, unless
 * `--callers`, the text of the scope or the run that is used as a script names one.
 * @throws UnreadableScope, UnreadableScript, UnfitScript; UserError if they contradict each other
 */
export function subjectsOf(
  flags: Pick<CheckFlags, 'scope' | 'script' | 'callers' | 'engine'>,
): readonly CheckSubject[] {
  const { scope: text, script: fileName, engine } = flags;
  if (fileName !== undefined && engine === 'random') {
    throw new UserError(
      `--script ${fileName}: random runs follow no script; leave --engine random out`,
    );
  }
  const file = fileName === undefined ? null : readScript(readText(fileName), fileName);
  const subjects = callerKinds
    .map((callers) => ({
      callers,
      scopes: scopesFor(callers, text, file).filter((scope) => scope.callers === callers),
    }))
    .filter(({ scopes }) => scopes.length > 0);
  const isNamed = subjects.length === 1;
  const asked = subjects.filter(({ callers }) =>
    flags.callers === undefined
      ? isNamed || CALLER_KINDS[callers].isDefault
      : callers === flags.callers,
  );
  if (asked.length === 0) {
    const others = subjects.map(({ callers }) => callers).join();
    throw new UserError(
      `--callers ${flags.callers}: the scope says callers=${others}; leave one of them out`,
    );
  }
  if (file === null || fileName === undefined) {
    return asked.map((subject) => ({ ...subject, script: null }));
  }
  const { script } = file;
  for (const { scopes } of asked) {
    for (const scope of scopes) {
      checkTeardownFits(file, scope, fileName);
      checkScriptFits(script, scope, fileName);
    }
  }
  return asked.map((subject) => ({ ...subject, script: { fileName, script } }));
}

function scopesFor(
  callers: Callers,
  text: string | undefined,
  file: ScriptFile | null,
): readonly Scope[] {
  const base = { ...SCOPE_DEFAULTS, callers };
  if (text !== undefined && file === null) return parseScopes(text, base);
  if (text !== undefined) return withoutRequests(parseScopes(text, base));
  if (file === null) return defaultScopes(callers);
  return [file.scope ?? scopeOfScript(file.script, base)];
}

/** The scopes without requests of their own, since a script says what is asked for. */
function withoutRequests(scopes: readonly Scope[]): readonly Scope[] {
  const all = scopes.map((scope): Scope => ({ ...scope, requests: 'aligned' }));
  return [...new Map(all.map((scope) => [formatScope(scope), scope])).values()];
}
