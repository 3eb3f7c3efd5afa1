import { CannotSearch } from '../../explore/world/cannot-search.ts';
import { UserError } from '../process/user-error.ts';

/**
 * Does a check, for a command that has `--engine`.
 * @throws UserError that advises another engine, if the system cannot do what this one needs
 */
export async function adviseEngine<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof CannotSearch)) throw error;
    throw new UserError(`${error.message}, which this engine needs; use --engine random`);
  }
}
