import type { SearchedScene, SceneRun } from '../../explore/engines/lasso/search-scene.ts';
import { formatNames, type RunNames } from '../../explore/run/run.ts';
import { spaceOf } from '../../explore/run/scope.ts';
import type { Breach } from '../../model/judges.ts';
import { CallNames } from '../counterexample/call-names.ts';
import { formatLegend } from '../counterexample/legend.ts';
import { withPageNames } from '../counterexample/page-name.ts';
import { drawTimeline } from '../counterexample/timeline.ts';
import { foldRounds } from '../story/fold-rounds.ts';
import { storyLines } from '../story/story-lines.ts';
import { labelledText } from '../text/labelled-text.ts';
import { formatLasso } from './lasso.ts';

/** Whether somebody starves in a scene or is served too late, and how. */
export function formatScene(names: RunNames, searched: SearchedScene): string {
  const { scene, lasso, shown, broken, shownBroken, states, truncated } = searched;
  const title = `${formatNames(names)}: ${scene.name}`;
  const late =
    broken === null || shownBroken === null
      ? ''
      : `${title}: ${broken.breach.property} is broken\n` +
        `${formatBroken(broken.breach, shownBroken)}\n`;
  if (lasso !== null && shown !== null) {
    return `${late}${title}: a lasso\n${formatLasso(lasso, scene, shown.run, shown.steps)}\n`;
  }
  const none = truncated
    ? `inconclusive: more than ${states} states`
    : `no such loop: all ${states} states searched`;
  return `${late}${title}:\n  ${none}\n`;
}

function formatBroken({ why }: Breach, { run, steps }: SceneRun): string {
  const space = spaceOf(run.scope);
  const lines = storyLines(steps, run.scope, steps.length);
  const names = new CallNames(run.actions);
  const options = { names, space, colour: false, explain: () => [] };
  return [
    ...labelledText('but', withPageNames(why, space)),
    ...formatLegend(run, lines),
    '',
    ...drawTimeline(foldRounds(lines), options),
    '',
  ].join('\n');
}
