import { firstCallsOf } from '../engines/shortest/first-calls.ts';
import type { DesignRef } from '../loading/load-design.ts';
import { isFileName } from '../loading/import-default.ts';
import { judgedIn } from '../world/judged-in.ts';
import { contentKey, type KeyPart } from '../keeping/content-key.ts';
import { type CheckTask, optionsFor, planTasks } from '../checking/check-plan.ts';
import type { PlannedColumn } from '../checking/plan.ts';
import { formatScope } from '../run/scope.ts';
import type { Property } from '../../model/property.ts';
import type { Subject } from '../../port/subject.ts';

/**
 * A piece of a campaign that a worker does by itself. Doing it twice, or on another machine, gives
 * the same result.
 */
export interface Shard {
  /** The hash of everything that decides its result. */
  readonly key: string;
  /** The design, and what is searched of it, for people. */
  readonly title: string;
  readonly ref: DesignRef;
  readonly properties: readonly Property[];
  readonly task: CheckTask;
}

/** What the shards of a campaign have in common that decides their results. */
export interface CutSettings {
  readonly tool: string;
  /** The key of the user's files. */
  readonly files: string;
  /** A search is cut by so many first calls; 0: it is one shard. */
  readonly firstCalls: number;
}

/** The shards of a column, in the order of the tasks of a check. */
export function shardsOfColumn(
  subject: Subject,
  column: PlannedColumn,
  settings: CutSettings,
): readonly Shard[] {
  const options = { ...optionsFor(subject, column.options), seconds: null };
  return planTasks(options).flatMap((task) => shardsOfTask(subject, column.ref, task, settings));
}

/**
 * The shards of a task of a check. Together they find what the task does. A search of all calls of
 * a scope is cut by its first calls; every other task is one shard.
 */
export function shardsOfTask(
  subject: Subject,
  ref: DesignRef,
  task: CheckTask,
  settings: CutSettings,
): readonly Shard[] {
  const name = subject.policy === null ? subject.design : `${subject.design} (${subject.policy})`;
  const { properties } = subject;
  return piecesOf(subject, task, settings.firstCalls).map((piece) => ({
    key: keyOf(ref, properties, piece, settings),
    title: `${name}: ${titleOf(piece)}`,
    ref,
    properties,
    task: piece,
  }));
}

function piecesOf(subject: Subject, task: CheckTask, firstCalls: number): readonly CheckTask[] {
  if (firstCalls === 0 || task.kind !== 'shortest' || task.script !== null) return [task];
  const judged = judgedIn(subject, task.scope);
  return firstCallsOf(judged, task.scope, firstCalls).map((first) => ({ ...task, first }));
}

function keyOf(
  ref: DesignRef,
  properties: readonly Property[],
  task: CheckTask,
  { tool, files }: CutSettings,
): string {
  const isFile = [ref.design, ref.policy ?? ''].some(isFileName);
  const parts: readonly KeyPart[] = [
    ['tool', tool],
    ['files', isFile ? files : ''],
    ['design', ref.design],
    ['policy', JSON.stringify(ref.policy)],
    ['properties', properties.map(({ id }) => id).join()],
    ['task', JSON.stringify(task)],
  ];
  return contentKey(parts);
}

function titleOf(task: CheckTask): string {
  const where = formatScope(task.scope);
  switch (task.kind) {
    case 'random':
      return `${task.runs} random runs from seed ${task.seed} in ${where}`;
    case 'exhaustive':
      return `part ${task.part.index + 1} of ${task.part.of} of the scripts of ${where}`;
    case 'shortest': {
      const first = task.first?.map(({ on, call }) => `${on} ${JSON.stringify(call)}`).join(', ');
      return first === undefined ? `all states of ${where}` : `states after ${first} of ${where}`;
    }
  }
}
