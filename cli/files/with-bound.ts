import { isKernelName } from '../../explore/building/kernel-name.ts';
import type { DesignRef } from '../../explore/loading/load-design.ts';
import { UserError } from '../process/user-error.ts';

/**
 * The designs, of which kernel trees are held to the bound that the user gives.
 * @throws UserError if there is a bound and no kernel tree
 */
export function withBound(
  refs: readonly DesignRef[],
  boundJiffies: number | undefined,
): readonly DesignRef[] {
  if (boundJiffies === undefined) return refs;
  if (refs.some(({ design }) => isKernelName(design))) {
    return refs.map((ref) => (isKernelName(ref.design) ? { ...ref, boundJiffies } : ref));
  }
  const [{ design } = { design: '' }] = refs;
  throw new UserError(
    `--bound ${boundJiffies}ms: it is for a kernel tree; ${design} states its own bound; ` +
      'leave --bound out',
  );
}
