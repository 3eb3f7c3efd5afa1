import { isEditableFile } from '../../explore/loading/import-default.ts';
import type { DesignRef } from '../../explore/loading/load-design.ts';
import { UserError } from '../process/user-error.ts';
import type { CheckFlags } from './check-flags.ts';

/**
 * The files that a command with `--watch` names: designs, policies and the script.
 * @throws UserError if there is none, or an option does not go with `--watch`
 */
export function watchedFiles(
  refs: readonly DesignRef[],
  { script, json }: Pick<CheckFlags, 'script' | 'json'>,
): readonly string[] {
  if (json === true) {
    throw new UserError(
      '--json prints one document, --watch one result after another; leave one of them out',
    );
  }
  const named = refs.flatMap(({ design, policy }) =>
    policy === null ? [design] : [design, policy],
  );
  const files = [...named.filter(isEditableFile), ...(script === undefined ? [] : [script])];
  if (files.length === 0) {
    throw new UserError(
      `--watch: no file that could change is among ${named.join(', ')}; name one of yours, ` +
        'or leave --watch out',
    );
  }
  return [...new Set(files)];
}
