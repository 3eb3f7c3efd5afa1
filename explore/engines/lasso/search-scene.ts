import type { Action } from '../../../port/action.ts';
import { judgedBy, type Subject } from '../../../port/subject.ts';
import { namesOf, type Run } from '../../run/run.ts';
import { type ReplayStep, replay } from '../../world/replay.ts';
import { findLasso, type SceneFindings } from './find-lasso.ts';
import { type Scene, scopeOfScene } from './scene.ts';

/** A run, and what replaying it showed. */
export interface SceneRun {
  readonly run: Run;
  readonly steps: readonly ReplayStep[];
}

/** A scene, and what a search of it has found. */
export interface SearchedScene extends SceneFindings {
  readonly scene: Scene;
  /** The stem of the lasso and one round of its loop; null: there is no lasso. */
  readonly shown: SceneRun | null;
  /** The run that breaks what must hold meanwhile; null: none does. */
  readonly shownBroken: SceneRun | null;
}

/** Looks for starvation in a scene, with contexts that are served first come, first served. */
export function searchScene(subject: Subject, scene: Scene): SearchedScene {
  const findings = findLasso(subject, scene, 'queued');
  const { lasso, broken } = findings;
  return {
    ...findings,
    scene,
    shown: lasso && shownBy(subject, scene, [...lasso.stem, ...lasso.loop], null),
    shownBroken: broken && shownBy(subject, scene, broken.actions, broken.breach),
  };
}

function shownBy(
  subject: Subject,
  scene: Scene,
  actions: readonly Action[],
  expect: Run['expect'],
): SceneRun {
  const calls = actions.filter((action) => action.do === 'start').length;
  const refusals = actions.filter((action) => action.do === 'step' && action.refuse).length;
  const scope = { ...scopeOfScene(scene), calls, refusals };
  const run = { ...namesOf(subject), scope, expect, note: null, actions };
  const steps: ReplayStep[] = [];
  const judged = judgedBy(subject, scene.properties);
  const { kind } = replay(judged, run, (step) => steps.push(step));
  if (kind !== 'as expected') throw new Error(`a run of a scene, replayed: ${kind}`);
  return { run, steps };
}
