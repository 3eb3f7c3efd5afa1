import type { Traits } from '../model/property.ts';
import { TREE_VERSIONS, type TreeVersion } from '../model/tree-version.ts';

/**
 * What decides whether a store needs memory. `tree-6.12`: the tree itself, by the rules of the
 * maple tree of Linux 6.12. `adversarial`: every store may need memory, except an exact overwrite
 * with something that is not NULL. This covers every layout of nodes. (In a recording the script
 * decides, whatever this says.)
 */
export type TreeMemory = 'adversarial' | `tree-${TreeVersion}`;

/** The version whose rules are meant where nothing else is said. */
const USUAL: TreeVersion = '6.12';

/**
 * The words for `memory`, and what they mean. `tree`, without a version, is what older files have.
 */
export const TREE_MEMORIES: Readonly<Record<string, TreeMemory>> = {
  adversarial: 'adversarial',
  ...Object.fromEntries(
    TREE_VERSIONS.map((version): [string, TreeMemory] => [`tree-${version}`, `tree-${version}`]),
  ),
  tree: `tree-${USUAL}`,
};

/** The version whose rules decide which store needs memory; null: every store may need some. */
export function treeVersionOf(memory: TreeMemory): TreeVersion | null {
  return TREE_VERSIONS.find((version) => memory === `tree-${version}`) ?? null;
}

/** Where the tree decides that this design stands on. */
export function treeMemoryOf({ ownTree }: Pick<Traits, 'ownTree'>): TreeMemory {
  return `tree-${ownTree ?? USUAL}`;
}
