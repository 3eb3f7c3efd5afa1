import { blameFile } from '../../explore/loading/faulty-design.ts';
import { findLasso, type Lasso } from '../../explore/engines/lasso/find-lasso.ts';
import { type Scene, scenes, scopeOfScene } from '../../explore/engines/lasso/scene.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { checkPolicy } from '../../explore/contract/policy-contract.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { formatNames } from '../../explore/run/run.ts';
import type { Design } from '../../impl/designs/design.ts';
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { formatLasso } from '../../report/counterexample/lasso.ts';
import { formatBreaches } from '../../report/policies/policy-contract.ts';
import type { StarveFlags } from '../arguments/starve-flags.ts';
import { EXIT, type ExitCode, worst } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';

/** `iova-check starve DESIGN|FILE`: for each scene, whether somebody starves in it, and how. */
export async function starveCommand(name: string, flags: StarveFlags): Promise<ExitCode> {
  const ref = { design: name, policy: flags.policy ?? null };
  const design = await loadDesign(ref);
  const { policy } = design;
  const breaches = policy === null ? '' : formatBreaches(checkPolicy(policy));
  print(breaches);
  if (!design.traits.defers) {
    print(`${formatNames(designNames(design))}: not applicable: it never defers\n`);
    return EXIT.ok;
  }
  const all = scenes(flags.window ?? design.traits.recoveryJiffies);
  const codes = all.map((scene) => blameFile(ref, () => searchScene(design, scene)));
  const lassos = codes.filter((code) => code === EXIT.violated).length;
  print(
    `\nSomebody can wait for ever in ${lassos === 0 ? 'none' : lassos} ` +
      `of the ${all.length} scenes` +
      `${codes.includes(EXIT.inconclusive) ? ', as far as they were searched' : ''}.\n`,
  );
  return worst([breaches === '' ? EXIT.ok : EXIT.violated, ...codes]);
}

function searchScene(design: Design, scene: Scene): ExitCode {
  const { lasso, states, truncated } = findLasso(twinSubject(design, []), scene, 'queued');
  const title = `${formatNames(designNames(design))}: ${scene.name}`;
  if (lasso !== null) {
    print(`${title}: a lasso\n${formatFoundLasso(design, scene, lasso)}\n`);
    return EXIT.violated;
  }
  const none = truncated
    ? `inconclusive: more than ${states} states`
    : `no such loop: all ${states} states searched`;
  print(`${title}:\n  ${none}\n`);
  return truncated ? EXIT.inconclusive : EXIT.ok;
}

function formatFoundLasso(design: Design, scene: Scene, lasso: Lasso): string {
  const actions = [...lasso.stem, ...lasso.loop];
  const calls = actions.filter((action) => action.do === 'start').length;
  const refusals = actions.filter((action) => action.do === 'step' && action.refuse).length;
  const scope = { ...scopeOfScene(scene), calls, refusals };
  const run = { ...designNames(design), scope, expect: null, note: null, actions };
  const steps: ReplayStep[] = [];
  const { kind } = replay(twinSubject(design, []), run, (step) => steps.push(step));
  if (kind !== 'as expected') throw new Error(`a lasso, replayed: ${kind}`);
  return formatLasso(lasso, scene, run, steps);
}
