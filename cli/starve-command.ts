import { blameFile } from '../explore/faulty-design.ts';
import { findLasso, type Lasso } from '../explore/lasso/find-lasso.ts';
import { type Scene, scenes, scopeOfScene } from '../explore/lasso/scene.ts';
import { loadDesign } from '../explore/load-design.ts';
import { type Happening, replay } from '../explore/replay.ts';
import { formatNames, namesOf } from '../explore/run.ts';
import type { Design } from '../impl/designs/design.ts';
import { formatLasso } from '../report/lasso.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';

/** Options of `iova-check starve`. */
export interface StarveFlags {
  /** A retry policy, by name or file. */
  readonly policy?: string;
  /** Jiffies; without it, those within which the design must recover. */
  readonly window?: number;
}

/** `iova-check starve DESIGN|FILE`: for each scene, whether somebody starves in it, and how. */
export async function starveCommand(name: string, flags: StarveFlags): Promise<ExitCode> {
  const ref = { design: name, policy: flags.policy ?? null };
  const design = await loadDesign(ref);
  const codes = scenes(flags.window ?? design.traits.recoveryJiffies).map((scene) =>
    blameFile(ref, () => tellScene(design, scene)),
  );
  return worst(codes);
}

function tellScene(design: Design, scene: Scene): ExitCode {
  const { lasso, states, truncated } = findLasso(design, scene, 'queued');
  const found = lasso !== null ? 'a lasso' : truncated ? 'inconclusive' : 'none';
  const visited = truncated ? `more than ${states} states` : `all ${states} states visited`;
  const title = `${formatNames(namesOf(design))}: ${scene.name}`;
  process.stdout.write(`${title}: ${found} (${visited})\n`);
  if (lasso !== null) process.stdout.write(`${tellLasso(design, scene, lasso)}\n`);
  if (lasso !== null) return EXIT.violated;
  return truncated ? EXIT.inconclusive : EXIT.ok;
}

function tellLasso(design: Design, scene: Scene, lasso: Lasso): string {
  const actions = [...lasso.stem, ...lasso.loop];
  const calls = actions.filter((action) => action.do === 'start').length;
  const refusals = actions.filter((action) => action.do === 'step' && action.refuse).length;
  const scope = { ...scopeOfScene(scene), calls, refusals };
  const run = { ...namesOf(design), scope, expect: null, note: null, actions };
  const happenings: Happening[] = [];
  const { kind } = replay(design, run, [], (happening) => happenings.push(happening));
  if (kind !== 'as expected') throw new Error(`a lasso, replayed: ${kind}`);
  return formatLasso(lasso, run, happenings);
}
