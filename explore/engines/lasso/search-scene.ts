import type { Subject } from '../../../port/subject.ts';
import { namesOf, type Run } from '../../run/run.ts';
import { type ReplayStep, replay } from '../../world/replay.ts';
import { findLasso, type Lasso, type SceneFindings } from './find-lasso.ts';
import { type Scene, scopeOfScene } from './scene.ts';

/** A scene, and what a search of it has found. */
export interface SearchedScene extends SceneFindings {
  readonly scene: Scene;
  /** The stem of the lasso and one round of its loop; null: there is no lasso. */
  readonly shown: { readonly run: Run; readonly steps: readonly ReplayStep[] } | null;
}

/** Looks for starvation in a scene, with contexts that are served first come, first served. */
export function searchScene(subject: Subject, scene: Scene): SearchedScene {
  const findings = findLasso(subject, scene, 'queued');
  const { lasso } = findings;
  return { ...findings, scene, shown: lasso === null ? null : shownBy(subject, scene, lasso) };
}

function shownBy(subject: Subject, scene: Scene, lasso: Lasso): SearchedScene['shown'] {
  const actions = [...lasso.stem, ...lasso.loop];
  const calls = actions.filter((action) => action.do === 'start').length;
  const refusals = actions.filter((action) => action.do === 'step' && action.refuse).length;
  const scope = { ...scopeOfScene(scene), calls, refusals };
  const run = { ...namesOf(subject), scope, expect: null, note: null, actions };
  const steps: ReplayStep[] = [];
  const { kind } = replay(subject, run, (step) => steps.push(step));
  if (kind !== 'as expected') throw new Error(`a lasso, replayed: ${kind}`);
  return { run, steps };
}
