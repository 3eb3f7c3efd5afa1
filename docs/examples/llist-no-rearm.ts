/** A bug on purpose: the work leaves ranges on the list and does not arm itself again. */
import { llist, step } from 'iova-check';

export default {
  ...llist,
  name: 'llist-no-rearm',
  rearm() {
    return step('iova_deferred_free_work: re-arm', () => undefined);
  },
} satisfies typeof llist;
