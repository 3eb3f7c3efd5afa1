import type { Design } from '../../impl/designs/design.ts';
import { formatScope, type Scope } from '../../explore/run/scope.ts';
import { treeVersionOf } from '../../port/tree-memory.ts';
import { UserError } from '../process/user-error.ts';

/**
 * A kernel's C stands on its own maple tree, whatever a scope says: it may name no other version.
 * @param as the design as the user named it
 * @throws UserError if a scope does
 */
export function checkOwnTree(as: string, { traits }: Design, scopes: readonly Scope[]): void {
  const own = traits.ownTree;
  if (own === undefined) return;
  const odd = scopes.find(({ memory }) => ![null, own].includes(treeVersionOf(memory)));
  if (odd === undefined) return;
  throw new UserError(
    `${as}: its own maple tree asks for memory as that of Linux ${own} does, and the scope is ` +
      `${formatScope(odd)}; say memory=tree-${own}`,
  );
}
