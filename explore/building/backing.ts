/** The tree on which an allocator stands. Its files are used as they are. */
export interface Backing {
  readonly name: 'maple' | 'rbtree';
  /** As people call it. */
  readonly inWords: string;
  readonly unit: string;
  readonly headers: readonly string[];
  /** The file of `c/runtime/` that reads it. The other one's is left out. */
  readonly runtime: string;
}

/** By the header that makes it known. */
export const BACKINGS: Readonly<Record<string, Backing>> = {
  'linux/maple_tree.h': {
    name: 'maple',
    inWords: 'maple tree',
    unit: 'lib/maple_tree.c',
    headers: ['include/linux/maple_tree.h'],
    runtime: 'c/runtime/maple.c',
  },
  'linux/rbtree.h': {
    name: 'rbtree',
    inWords: 'red-black tree',
    unit: 'lib/rbtree.c',
    headers: ['rbtree', 'rbtree_types', 'rbtree_augmented'].map(
      (name) => `include/linux/${name}.h`,
    ),
    runtime: 'c/runtime/red-black.c',
  },
};

/**
 * The tree of which the file includes the header; if it does so with both, the maple tree. Null: it
 * includes neither.
 */
export function backingIn(text: string): Backing | null {
  for (const [header, backing] of Object.entries(BACKINGS)) {
    if (new RegExp(`^\\s*#\\s*include\\s*<${header}>`, 'm').test(text)) return backing;
  }
  return null;
}
