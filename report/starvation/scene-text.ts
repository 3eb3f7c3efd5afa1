import type { SearchedScene } from '../../explore/engines/lasso/search-scene.ts';
import { formatNames, type RunNames } from '../../explore/run/run.ts';
import { formatLasso } from './lasso.ts';

/** Whether somebody starves in a scene, and how. */
export function formatScene(names: RunNames, searched: SearchedScene): string {
  const { scene, lasso, shown, states, truncated } = searched;
  const title = `${formatNames(names)}: ${scene.name}`;
  if (lasso !== null && shown !== null) {
    return `${title}: a lasso\n${formatLasso(lasso, scene, shown.run, shown.steps)}\n`;
  }
  const none = truncated
    ? `inconclusive: more than ${states} states`
    : `no such loop: all ${states} states searched`;
  return `${title}:\n  ${none}\n`;
}
