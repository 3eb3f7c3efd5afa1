/**
 * `hardened`, but callers are inside `rcu_read_lock()` during each call, and the teardown waits for
 * the calls in flight before it cancels the work that they may arm.
 */
import { hardened, synchronizeRcu } from 'iova-check';

export default {
  ...hardened,
  name: 'hardened-waits-for-calls',
  *put(d) {
    yield synchronizeRcu(d.kernel, 'put_iova_domain');
    return yield* hardened.put.call(this, d);
  },
} satisfies typeof hardened;
