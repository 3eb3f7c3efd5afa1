import * as v from 'valibot';
import { describeIssue, type FileFormat, formatOf } from './file-format.ts';
import { type Fail, parseJson } from './parse-json.ts';
import { findOutOfBounds } from './run-bounds.ts';
import { runSchema } from './run-schema.ts';
import type { Run } from './run.ts';
import type { NO_CACHES } from './scope-caches.ts';
import type { Scope } from './scope.ts';

/** The head of a run file. */
export const RUN_FILE: FileFormat = {
  format: 'iova-check run',
  version: 2,
  noun: 'run',
  renew: 'set "version" to 2 and "expect" to null, and replay it: it prints what the run shows',
};

/** A file is not a run file. The message is one line that says what, where, and what to do. */
export class UnreadableRun extends Error {
  override readonly name: string = 'UnreadableRun';
}

/**
 * The text of a run file: JSON with one action on each line, so that it is easy to read, compare
 * and cut by hand.
 *
 *     {"format":"iova-check run","version":2,
 *     "design":"...","policy":null,
 *     "scope":{"cpus":1,...},
 *     "expect":{"property":"AVL-1","signature":"AVL-1 refused <- ..."},
 *     "note":"...",
 *     "actions":[
 *     {"do":"start","on":"cpu0","call":{"fn":"alloc",...}},
 *     ...
 *     ]}
 */
export function formatRun(run: Run): string {
  const { actions, ...head } = documentOf(run);
  const fields = Object.entries(head).map(([name, value]) => `"${name}":${JSON.stringify(value)}`);
  const list = actions.map((action) => JSON.stringify(action)).join(',\n');
  return `{${fields.join(',\n')},\n"actions":[\n${list === '' ? '' : `${list}\n`}]}\n`;
}

/** The contents of a run file as plain data. */
interface RunDocument extends Omit<Run, 'note' | 'scope'> {
  readonly format: string;
  readonly version: number;
  readonly note?: string;
  readonly scope: ScopeDocument;
}

/** What run files leave out where it is as usual. */
type Usual = 'fillers' | 'requests' | keyof typeof NO_CACHES;

/** A scope as run files have it. */
type ScopeDocument = Omit<Scope, Usual> & Partial<Pick<Scope, Usual>>;

/** The run as the contents of a run file. */
export function documentOf(run: Run): RunDocument {
  const { design, policy, expect, note, actions } = run;
  const scope = inOrder(run.scope);
  const noted = note === null ? {} : { note };
  const { format, version } = RUN_FILE;
  return { format, version, design, policy, scope, expect, ...noted, actions };
}

/** The fields in the order of their declaration, so that equal runs give equal files. */
function inOrder({ cpus, irqs, calls, pages, fillers, requests, ...rest }: Scope): ScopeDocument {
  const { refusals, callers, reserve, teardown, memory, timers } = rest;
  const space = fillers === 0 ? { pages } : { pages, fillers };
  const asked = requests === 'aligned' ? {} : { requests };
  const { magazine, classes, stock, hotplug } = rest;
  const caches = magazine === 0 ? {} : { magazine, classes, stock, hotplug };
  return {
    cpus,
    irqs,
    calls,
    ...space,
    ...asked,
    ...caches,
    refusals,
    callers,
    reserve,
    teardown,
    memory,
    timers,
  };
}

/**
 * Reads a run from the text of a run file.
 * @param fileName the file's name, for messages
 * @throws UnreadableRun if the text is not a run file, or the run leaves its scope
 */
export function readRun(text: string, fileName: string): Run {
  const fail = (what: string): Error => new UnreadableRun(`${fileName}: ${what}`);
  const value = parseJson(text, RUN_FILE.noun, fail);
  formatOf(value, [RUN_FILE], fail);
  return runOf(value, fail);
}

/**
 * Reads a run from the data of a file whose head says `RUN_FILE`.
 * @throws what `fail` makes, if the data are not a run, or the run leaves its scope
 */
export function runOf(value: unknown, fail: Fail): Run {
  const result = v.safeParse(runSchema, value, { abortEarly: true });
  if (!result.success) throw fail(describeIssue(result.issues[0], RUN_FILE, placeInRun));
  const { design, policy, scope, expect, note, actions } = result.output;
  const run: Run = { design, policy, scope, expect, note: note ?? null, actions };
  const out = findOutOfBounds(run);
  if (out !== null) {
    const where = out.action === null ? '' : `action ${out.action + 1}, `;
    throw fail(`${where}${out.what}`);
  }
  return run;
}

/** "action 3, call.limit": actions count from 1, as the steps of a printed run do. */
function placeInRun(keys: readonly string[]): string {
  const inAction = keys[0] === 'actions' && keys[1] !== undefined;
  const field = (inAction ? keys.slice(2) : keys).join('.');
  if (!inAction) return field;
  return `action ${Number(keys[1]) + 1}${field === '' ? '' : `, ${field}`}`;
}
