/** The revision of 2 June 2026, but a store that is refused memory leaves the 32-bit hint alone. */
import { llist } from 'iova-check';

export default {
  ...llist,
  name: 'llist-keeps-hint',
  storeRefused() {
    // llist sets max32 here, and then refuses 32-bit requests of that size or more unsearched.
  },
} satisfies typeof llist;
