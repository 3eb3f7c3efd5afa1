/** The order of locks: under one of them, only those of a higher rank may be taken. */
export const LOCK_RANKS = { cpuCache: 1, depot: 2, tree: 3 } as const;
