import * as v from 'valibot';
import type { Call } from '../../model/call.ts';
import { originOf, withOrigin } from '../../port/call-origin.ts';
import { CALLS } from '../../port/call-table.ts';
import { describeIssue, type FileFormat, formatOf } from './file-format.ts';
import { type Fail, parseJson } from './parse-json.ts';
import { RUN_FILE, runOf } from './run-file.ts';
import { callerSchema, callSchema, integer, text } from './run-schema.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import type { Script, ScriptedCall } from './script.ts';

const SCRIPT_FILE: FileFormat = { format: 'iova-check script', version: 1, noun: 'script' };
/** Most calls of a script file. */
const CALLS_MAX = 1000;

const scriptSchema = v.strictObject({
  format: text,
  version: integer(1),
  calls: v.pipe(
    v.array(v.unknown(), 'expected a list of calls'),
    v.maxLength(CALLS_MAX, `expected at most ${CALLS_MAX} calls`),
    v.array(v.strictObject({ on: callerSchema, call: callSchema })),
  ),
});

/** A file holds no script. The message is one line that says what, where, and what to do. */
export class UnreadableScript extends Error {
  override readonly name: string = 'UnreadableScript';
}

/** A script that was read from a file. */
export interface ScriptFile {
  readonly script: Script;
  /** It lists the teardown, so the scope has to have one. A run file leaves that to its scope. */
  readonly tearsDown: boolean;
  /** The scope of the run, if the file is a run file; null: it is a script file. */
  readonly scope: Scope | null;
}

/**
 * Reads a script from the text of a script file, or of a run file. The calls of a run come in the
 * order in which they began. `checkScriptFits` checks whether the script fits a scope.
 *
 *     {"format":"iova-check script","version":1,"calls":[
 *     {"on":"cpu0","call":{"fn":"alloc",...}},
 *     ...
 *     ]}
 *
 * @param fileName the file's name, for messages
 * @throws UnreadableScript if the text is neither
 */
export function readScript(content: string, fileName: string): ScriptFile {
  const fail: Fail = (what) => new UnreadableScript(`${fileName}: ${what}`);
  const value = parseJson(content, SCRIPT_FILE.noun, fail);
  if (formatOf(value, [SCRIPT_FILE, RUN_FILE], fail) === RUN_FILE) {
    const run = runOf(value, fail);
    return { script: scriptOf(run), tearsDown: false, scope: run.scope };
  }
  const result = v.safeParse(scriptSchema, value, { abortEarly: true });
  if (!result.success) throw fail(describeIssue(result.issues[0], SCRIPT_FILE, placeInScript));
  return { ...withoutTeardown(result.output.calls, fail), scope: null };
}

/** Takes the teardown, which is the last call if it is listed, off the list. */
function withoutTeardown(calls: Script, fail: Fail): Pick<ScriptFile, 'script' | 'tearsDown'> {
  for (const [at, { on, call }] of calls.entries()) {
    const place = `calls[${at}]`;
    if (CALLS[call.fn].by !== 'teardown') {
      if (on !== 'teardown') continue;
      throw fail(`${place}.on: the teardown does not call "${call.fn}"; use a CPU`);
    }
    if (on !== 'teardown') {
      throw fail(`${place}.on: ${on} does not call "${call.fn}"; write "teardown"`);
    }
    if (at < calls.length - 1) {
      throw fail(`${place}: no call begins after the teardown; put it at the end of the list`);
    }
  }
  const tearsDown = calls.at(-1)?.on === 'teardown';
  return { script: tearsDown ? calls.slice(0, -1) : calls, tearsDown };
}

/** "calls[3].call.limit": calls count from 0, as they do where one names another. */
function placeInScript(keys: readonly string[]): string {
  const [list, at, ...field] = keys;
  if (list !== 'calls' || at === undefined) return keys.join('.');
  return [`calls[${at}]`, ...field].join('.');
}

/** The calls of a run in the order in which they began, except the teardown. */
export function scriptOf({ actions }: Pick<Run, 'actions'>): Script {
  const script: ScriptedCall[] = [];
  /** The number in the script of each call of the run. */
  const renumbered: number[] = [];
  for (const action of actions) {
    if (action.do !== 'start') continue;
    const { on, call } = action;
    renumbered.push(script.length);
    if (CALLS[call.fn].by === 'teardown') continue;
    script.push({ on, call: renamed(call, renumbered) });
  }
  return script;
}

/** The call, with the number of the call that it names, if any, replaced by the new one. */
function renamed(call: Call, numbers: readonly number[]): Call {
  const origin = originOf(call);
  return origin === null ? call : withOrigin(call, numbers[origin] ?? origin);
}
