import type { Design } from '../../impl/designs/design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Call } from '../../model/call.ts';
import { type Scope, spaceOf } from '../run/scope.ts';
import { SCOPE_DEFAULTS } from '../run/scope-defaults.ts';
import { adaptRun, type OwnedAction } from '../world/adapt-run.ts';
import { blameFile } from './faulty-design.ts';
import type { DesignRef } from './load-design.ts';

const SCOPE: Scope = { ...SCOPE_DEFAULTS, cpus: 1, callers: 'well-behaved' };

const CALLS: readonly Call[] = [
  { fn: 'alloc', sizePages: 1, limit: spaceOf(SCOPE).topPfn, aligned: true },
  { fn: 'free', what: { call: 0, offsetPages: 0 } },
];

/**
 * Boots the design, allocates and frees a page: what is grossly wrong with a user's file shows at
 * once, and not after the check of another design.
 * @throws FaultyDesign if the design is a user's and throws
 */
export function tryDesign(ref: DesignRef, design: Design): void {
  const starts = CALLS.map((call, of): OwnedAction => ({
    action: { do: 'start', on: 'cpu0', call },
    of,
  }));
  blameFile(ref, () => adaptRun(twinSubject(design, []), SCOPE, starts, null));
}
