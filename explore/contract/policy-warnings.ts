import { failed, type Policy } from '../../impl/policies/policy.ts';
import type { PolicyClause } from './policy-clause.ts';

/** The clause about the line in the log. */
export function warningClause({ warns }: Policy): PolicyClause {
  const id = 'warning';
  if (warns === null) {
    const next: PolicyClause['next'] = (memory, { retry }) =>
      retry.warn ? 'it warns, and warns is null: it is to warn never' : memory;
    return { id, promise: 'it never warns', initial: 0, next };
  }
  return warns.per === 'domain' ? perDomain(id, warns.after) : perRange(id, warns.after);
}

/**
 * Its memory is the number of runs in a row that have failed, up to the threshold, at which the
 * line is due.
 */
function perDomain(id: string, after: number): PolicyClause {
  return {
    id,
    promise: `it warns when ${after} runs in a row have failed, once`,
    initial: 0,
    next(before, { run, retry: { warn } }) {
      const now = failed(run) ? Math.min(before + 1, after) : 0;
      const due = now === after && before < after;
      if (warn === due) return now;
      if (due) return `${after} runs in a row have failed, and it does not warn`;
      if (now === 0) return 'it warns after a run that has not failed';
      if (before === after) return 'it warns again, and nothing was erased in between';
      return `it warns, and only ${now} of ${after} runs in a row have failed`;
    },
  };
}

/** Its memory is 1 once the line has been written in this episode, and 0 before. */
function perRange(id: string, after: number): PolicyClause {
  return {
    id,
    promise: `it warns when a range has been tried ${after} times, once`,
    initial: 0,
    next(told, { run, retry: { warn } }) {
      // A run that did not fail begins a new episode.
      const before = failed(run) ? told : 0;
      const due = before === 0 && run.tries >= after;
      if (warn === due) return due ? 1 : before;
      if (due) return `a range has been tried ${run.tries} times, and it does not warn`;
      if (run.tries < after) return `it warns, and no range has been tried ${after} times`;
      return 'it warns again, and nothing was erased in between';
    },
  };
}
