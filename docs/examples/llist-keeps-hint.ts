/** The revision of 2 June 2026, but a store that finds no node leaves the 32-bit hint alone. */
import { llist } from 'iova-check';

export default {
  ...llist,
  name: 'llist-keeps-hint',
  storeRefused() {
    // The published step writes max32 here, and every later 32-bit request pays for it.
  },
} satisfies typeof llist;
