import { describe, expect, test } from 'vitest';
import { noticingEveryCall, unlessNoneBegan } from '../../explore/checking/every-call.ts';
import { DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import { doTask } from '../../explore/checking/check-task.ts';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import type { Script } from '../../explore/run/script.ts';
import { UNWATCHED } from '../../explore/state-space/watch.ts';
import { llist } from '../../impl/designs/llist.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';

const scope = { ...SCOPE_DEFAULTS, cpus: 1, calls: 2, callers: 'well-behaved' } as const;
const subject = twinSubject(llist, allProperties);

/** An allocation below `limit`, and a free of what it got. */
function scriptBelow(limit: number): Script {
  return [
    { on: 'cpu0', call: { fn: 'alloc', sizePages: 1, limit, aligned: true } },
    { on: 'cpu0', call: { fn: 'free', what: { call: 0, offsetPages: 0 } } },
  ];
}

describe('a script of which no run begins every call', () => {
  test.each(['shortest', 'exhaustive'] as const)('does not hold: engine %s', (kind) => {
    const found = (limit: number) => {
      const script = scriptBelow(limit);
      const task =
        kind === 'shortest'
          ? { kind, scope, script, settings: DEFAULT_OPTIONS.search }
          : { kind, scope, script, maxExecutions: 10_000, part: { index: 0, of: 1 } };
      return doTask(subject, task, UNWATCHED);
    };
    // The space begins at 1048574: the first limit lies just below it, and nothing can satisfy it.
    expect(found(1_048_573).bound).toContain('no run begins all 2 calls of the script');
    expect(found(1_048_575).bound).toBeNull();
    expect(Object.keys(found(1_048_575).witnesses)).not.toContain('every call');
  });

  test('other searches are left as they are', () => {
    expect(noticingEveryCall(subject, null)).toBe(subject);
    const findings = doTask(
      subject,
      { kind: 'shortest', scope, script: null, settings: DEFAULT_OPTIONS.search },
      UNWATCHED,
    );
    expect(unlessNoneBegan(findings, null)).toEqual(findings);
  });
});
