/**
 * The versions of Linux whose maple trees ask for nodes in different ways: the first version of
 * each way.
 */
export const TREE_VERSIONS = ['6.1', '6.12'] as const;
export type TreeVersion = (typeof TREE_VERSIONS)[number];
