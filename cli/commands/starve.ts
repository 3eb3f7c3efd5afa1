import { scenes } from '../../explore/engines/lasso/scene.ts';
import { searchScene } from '../../explore/engines/lasso/search-scene.ts';
import { checkPolicy } from '../../explore/contract/policy-contract.ts';
import { blameFile } from '../../explore/loading/faulty-design.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Ending } from '../../report/conclusion/ending.ts';
import { formatBreaches } from '../../report/policies/policy-contract.ts';
import { formatScene } from '../../report/starvation/scene-text.ts';
import { neverDefersEnding, starveEnding } from '../../report/starvation/starve-ending.ts';
import type { StarveFlags } from '../arguments/starve-flags.ts';
import { withBound } from '../files/with-bound.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { UserError } from '../process/user-error.ts';

/** `iova-check starve DESIGN|FILE`: for each scene, whether somebody starves in it, and how. */
export async function starveCommand(name: string, flags: StarveFlags): Promise<ExitCode> {
  const { says, conclusion } = await starve(name, flags);
  print(`${says}\n`);
  return EXIT[conclusion];
}

async function starve(name: string, flags: StarveFlags): Promise<Ending> {
  const named = { design: name, policy: flags.policy ?? null };
  const [ref = named] = withBound([named], flags.bound);
  const design = await loadDesign(ref);
  const contract = design.policy === null ? null : checkPolicy(design.policy);
  if (contract !== null) print(formatBreaches(contract));
  const subject = twinSubject(design, []);
  if (!design.traits.defers) return neverDefersEnding(subject);
  const window = flags.window ?? design.traits.recoveryJiffies;
  if (window === null) {
    throw new UserError(`${name}: nobody says within which time it recovers: give --bound`);
  }
  const searched = scenes(window).map((scene) => {
    const one = blameFile(ref, () => searchScene(subject, scene));
    print(formatScene(subject, one));
    return one;
  });
  return starveEnding(searched, contract);
}
