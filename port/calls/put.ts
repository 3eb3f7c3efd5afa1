import type { Call } from '../../model/call.ts';
import type { CallDescription } from '../call-description.ts';

/** `put_iova_domain()` */
export const put: CallDescription<Extract<Call, { fn: 'put' }>> = {
  cName: 'put_iova_domain',
  arguments: {},
  lookup: null,
  by: 'teardown',
  /** It excludes every other call. */
  isWellBehaved: (_call, { open }) => open.length === 0,
  pagesGranted: () => null,
  pagesNamed: () => null,
  simplerForms: () => [],
  weight: () => 0,
  whyOutside: (_call, { teardown }) =>
    teardown ? null : 'call: the scope says no teardown ("teardown": false)',
};
