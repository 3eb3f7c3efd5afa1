import type { TaskResult } from './findings.ts';
import { formatScope, type Scope } from '../run/scope.ts';
import type { StopReason } from '../state-space/watch.ts';

/** How much of the planned work was done. */
export interface Coverage {
  /** Scopes of which every part was searched to its end. */
  readonly exhausted: readonly Scope[];
  /**
   * What was cut short or never begun, and which scopes were exhausted all the same; null: all was
   * done.
   */
  readonly cut: string | null;
}

/**
 * How much was done of what matters: of random tasks, and of `searched`.
 * @param searched the outcomes of those searches that leave nothing out and matter to the caller
 * @param stopped why not every task was begun; null: all were
 */
export function coverageOf(
  outcomes: readonly TaskResult[],
  searched: readonly TaskResult[],
  stopped: StopReason | null,
): Coverage {
  const exhausted = exhaustedBy(searched);
  const cut = outcomes.flatMap((outcome) => {
    const { task, findings } = outcome;
    const matters = task.kind === 'random' || searched.includes(outcome);
    if (findings === null || findings.bound === null || !matters) return [];
    return [`${findings.bound} of ${formatScope(task.scope)}`];
  });
  const left = outcomes.filter(({ findings }) => findings === null).length;
  if (left > 0) cut.push(`${stopped}: ${left} of ${outcomes.length} pieces of work not begun`);
  if (cut.length === 0) return { exhausted, cut: null };
  const done = exhausted.map((scope) => `exhausted ${formatScope(scope)}`);
  // The pieces of one scope mostly end at the same bound, so repetitions are left out.
  return { exhausted, cut: [...new Set([...cut, ...done])].join('; ') };
}

function exhaustedBy(searched: readonly TaskResult[]): readonly Scope[] {
  const open = new Set<string>();
  for (const { task, findings } of searched) {
    if (findings === null || findings.bound !== null) open.add(formatScope(task.scope));
  }
  const scopes = new Map(searched.map(({ task: { scope } }) => [formatScope(scope), scope]));
  return [...scopes].flatMap(([name, scope]) => (open.has(name) ? [] : [scope]));
}
