import * as v from 'valibot';
import { findOutOfBounds } from './run-bounds.ts';
import { runSchema } from './run-schema.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';

const FORMAT = 'iova-check run';
const VERSION = 1;

/** A file that is no run file: its message is one line that says what, where, and what to do. */
export class UnreadableRun extends Error {
  override readonly name: string = 'UnreadableRun';
}

/**
 * The run file: JSON, one action a line, so that it can be read, compared and cut by hand.
 *
 *     {"format":"iova-check run","version":1,
 *     "design":"...","policy":null,
 *     "scope":{"cpus":1,...},
 *     "expect":{"property":"AVL-1","signature":"AVL-1 ..."},
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

/** A run file as plain data. */
type RunDocument = { readonly format: string; readonly version: number } & Omit<Run, 'note'> & {
    readonly note?: string;
  };

/** What a run file holds. */
export function documentOf(run: Run): RunDocument {
  const { design, policy, expect, note, actions } = run;
  const scope = inOrder(run.scope);
  const noted = note === null ? {} : { note };
  return { format: FORMAT, version: VERSION, design, policy, scope, expect, ...noted, actions };
}

/** The fields in the order of their declaration, so that equal runs are equal files. */
function inOrder(scope: Scope): Scope {
  const { cpus, irqs, calls, pages, refusals, callers, reserve, teardown, memory, timers } = scope;
  return { cpus, irqs, calls, pages, refusals, callers, reserve, teardown, memory, timers };
}

/**
 * The run in a file's text.
 * @throws UnreadableRun if it is none, or one that no scope allows
 */
export function readRun(text: string, fileName: string): Run {
  const value = parse(text, fileName);
  checkFormat(value, fileName);
  const result = v.safeParse(runSchema, value, { abortEarly: true });
  if (!result.success) {
    throw new UnreadableRun(`${fileName}: ${describeIssue(result.issues[0])}`);
  }
  const { design, policy, scope, expect, note, actions } = result.output;
  const run: Run = { design, policy, scope, expect, note: note ?? null, actions };
  const out = findOutOfBounds(run);
  if (out !== null) {
    const where = out.action === null ? '' : `action ${out.action + 1}, `;
    throw new UnreadableRun(`${fileName}: ${where}${out.what}`);
  }
  return run;
}

function parse(text: string, fileName: string): unknown {
  if (text.trim() === '') throw new UnreadableRun(`${fileName}: the file is empty; expected a run`);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    const trimmed = text.trim();
    const isOver = position !== undefined && Number(position) >= text.trimEnd().length;
    const isCut = /end of JSON|Unterminated/.test(message) || isOver || !trimmed.endsWith('}');
    if (trimmed.startsWith('{') && isCut) {
      const lines = text.trimEnd().split('\n').length;
      throw new UnreadableRun(
        `${fileName}: the file ends in the middle of a run, at line ${lines}: ` +
          'it is truncated; fetch it again',
      );
    }
    const before = position === undefined ? null : text.slice(0, Number(position)).split('\n');
    const where = before === null ? '' : ` at line ${before.length}`;
    throw new UnreadableRun(
      `${fileName}: not JSON${where}: ${oneLine(message)}; expected a run file`,
    );
  }
}

/** Told before anything else: a file of another kind has other fields, too. */
function checkFormat(value: unknown, fileName: string): void {
  const head = v.safeParse(v.looseObject({ format: v.unknown(), version: v.unknown() }), value);
  if (!head.success || head.output.format !== FORMAT) {
    const found = head.success ? `its format is ${short(head.output.format)}` : 'it has no format';
    throw new UnreadableRun(
      `${fileName}: not a run file: ${found}; expected "format":"${FORMAT}" and a version`,
    );
  }
  if (head.output.version !== VERSION) {
    throw new UnreadableRun(
      `${fileName}: a run file of version ${short(head.output.version)}, and this iova-check ` +
        `reads version ${VERSION}: write the run anew`,
    );
  }
}

/** "action 3, call.limit: expected a whole number, 0 or more, found -1" */
function describeIssue(issue: v.InferIssue<typeof runSchema>): string {
  const keys = (issue.path ?? []).map((item) => String(item.key));
  const inAction = keys[0] === 'actions' && keys[1] !== undefined;
  const field = (inAction ? keys.slice(2) : keys).join('.');
  const where = inAction
    ? `action ${Number(keys[1]) + 1}${field === '' ? '' : `, ${field}`}`
    : field;
  const at = where === '' ? '' : `${where}: `;
  if (issue.type === 'max_length') return `${at}${issue.message}, found ${issue.received}`;
  if (issue.expected === 'never') return `${at}no such field in version ${VERSION}; take it out`;
  if (issue.received === 'undefined') return `${at}${missing(issue.message)}, found nothing`;
  return `${at}${issue.message}, found ${short(issue.input)}`;
}

/** A missing field has valibot's own message. */
function missing(message: string): string {
  return message.startsWith('expected') ? message : 'expected this field';
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}

function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ');
}
