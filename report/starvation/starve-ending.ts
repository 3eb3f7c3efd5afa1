import type { PolicyContract } from '../../explore/contract/policy-contract.ts';
import type { SceneFindings } from '../../explore/engines/lasso/find-lasso.ts';
import { formatNames, type RunNames } from '../../explore/run/run.ts';
import { type Conclusion, gravest } from '../conclusion/conclusion.ts';
import type { Ending } from '../conclusion/ending.ts';
import { concludeContract } from '../policies/conclude-contract.ts';

/**
 * In how many of the scenes somebody can starve. A lasso is a violation, and so is a retry that
 * comes too late, and a policy that breaks its contract.
 * @param contract null: no policy is in use
 */
export function starveEnding(
  searched: readonly SceneFindings[],
  contract: PolicyContract | null,
): Ending {
  const conclusions = searched.map(concludeScene);
  const lassos = searched.filter(({ lasso }) => lasso !== null).length;
  const late = searched.some(({ broken }) => broken !== null);
  const isCut = conclusions.includes('inconclusive');
  return {
    says:
      `\nSomebody can wait for ever in ${lassos === 0 ? 'none' : lassos} ` +
      `of the ${searched.length} scenes${isCut ? ', as far as they were searched' : ''}.` +
      (late ? ' A retry can come later than its policy promises.' : ''),
    conclusion: gravest([contract === null ? 'ok' : concludeContract(contract), ...conclusions]),
  };
}

/** For a design in which nothing can wait. */
export function neverDefersEnding(names: RunNames): Ending {
  return { says: `${formatNames(names)}: not applicable: it never defers`, conclusion: 'ok' };
}

function concludeScene({ lasso, broken, truncated }: SceneFindings): Conclusion {
  if (lasso !== null || broken !== null) return 'violated';
  return truncated ? 'inconclusive' : 'ok';
}
