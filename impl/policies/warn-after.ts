import type { Policy } from './policy.ts';

/** The state of a policy that warns once for a domain. */
export interface Warning<S> {
  readonly inner: S;
  /** The number of failed runs in a row, up to the threshold. At the threshold, it has warned. */
  readonly failed: number;
}

/** The policy, with a line in the log once `after` runs in a row have failed. */
export function warnAfter<S>(policy: Policy<S>, after: number): Policy<Warning<S>> {
  return {
    ...policy,
    name: `${policy.name}-warn-${after}`,
    initial: { inner: policy.initial, failed: 0 },
    warns: { after, per: 'domain' },
    next({ inner, failed }, run) {
      const { state, delayJiffies } = policy.next(inner, run);
      const now = run.erased > 0 || run.left === 0 ? 0 : Math.min(failed + 1, after);
      const warn = now === after && failed < after;
      return { state: { inner: state, failed: now }, delayJiffies, warn };
    },
  };
}

/** The state of a policy that warns once in an episode, about any range. */
export interface RangeWarning<S> {
  readonly inner: S;
  readonly warned: boolean;
}

/** The policy, with a line in the log once a range has been tried `after` times in vain. */
export function warnAfterPerRange<S>(policy: Policy<S>, after: number): Policy<RangeWarning<S>> {
  return {
    ...policy,
    name: `${policy.name}-warn-${after}-per-range`,
    initial: { inner: policy.initial, warned: false },
    warns: { after, per: 'range' },
    next({ inner, warned }, run) {
      const { state, delayJiffies } = policy.next(inner, run);
      const told = warned && run.erased === 0 && run.left > 0;
      const warn = !told && run.tries >= after;
      return { state: { inner: state, warned: told || warn }, delayJiffies, warn };
    },
  };
}
