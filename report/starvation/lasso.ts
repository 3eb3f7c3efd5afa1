import type { Fairness } from '../../explore/engines/lasso/fair-cycle.ts';
import type { Lasso } from '../../explore/engines/lasso/find-lasso.ts';
import type { Scene } from '../../explore/engines/lasso/scene.ts';
import type { Run } from '../../explore/run/run.ts';
import { spaceOf } from '../../explore/run/scope.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';
import { CallNames } from '../counterexample/call-names.ts';
import { formatLegend } from '../counterexample/legend.ts';
import { pageName } from '../counterexample/page-name.ts';
import { drawTimeline } from '../counterexample/timeline.ts';
import { foldRounds } from '../story/fold-rounds.ts';
import type { StoryLine } from '../story/story-line.ts';
import { storyLines } from '../story/story-lines.ts';
import { labelledText } from '../text/labelled-text.ts';

const FAIRNESS: Readonly<Record<Fairness, string>> = {
  queued: 'whoever waits at the spinlock is served, first come, first served',
  weak: 'whoever can always move does; at the spinlock others may be served first forever',
};

/**
 * A lasso as text for a mail: who starves, the way there and the loop, one lane per context. ASCII,
 * at most 100 columns.
 * @param run the stem and then one round of the loop
 * @param steps what replaying it showed
 */
export function formatLasso(
  lasso: Lasso,
  { windowJiffies }: Scene,
  run: Run,
  steps: readonly ReplayStep[],
): string {
  const space = spaceOf(run.scope);
  const names = new CallNames(run.actions);
  const cut = lasso.stem.length;
  const lines = storyLines(steps, run.scope, cut);
  const stem = lines.filter(({ to }) => to <= cut);
  const loop = lines.filter(({ to }) => to > cut);
  const options = { names, space, colour: false, explain: () => [] };
  const draw = (part: readonly StoryLine[]): string =>
    drawTimeline(foldRounds(part), options).join('\n');
  const who =
    lasso.starved.kind === 'range'
      ? `${pageName(lasso.starved.pfn, space)} is freed and never erased`
      : `the call on ${lasso.starved.on} never responds`;
  return [
    ...labelledText('starves', who),
    ...(loop.some(isAmongOthers) ? labelledText('fairness', FAIRNESS[lasso.fairness]) : []),
    ...formatLegend(run, lines),
    ...(windowJiffies === null || windowJiffies === Infinity
      ? []
      : labelledText(
          'window',
          `memory is there while the clock reads T to T + ${windowJiffies} ms`,
        )),
    ...(isShortAtOnce(lasso) ? labelledText('', AT_ONCE) : []),
    '',
    'The stem:',
    draw(stem),
    '',
    `The loop, a round of ${lasso.roundJiffies} ms, forever:`,
    draw(loop),
    '',
  ].join('\n');
}

/** A context moves while another one is in a call, and may hold or want the lock. */
function isAmongOthers({ lane, inCall }: StoryLine): boolean {
  return lane !== null && inCall.some((other) => other !== lane);
}

const AT_ONCE =
  'memory goes and comes back at the same moment: a run of the work takes no time here, and ' +
  'memory is short only while it runs';

/** Whether the loop takes memory away and gives it back, and no time passes in between. */
function isShortAtOnce({ loop }: Lasso): boolean {
  let isShort = false;
  let changes = 0;
  for (const action of loop) {
    if (action.do === 'pressure') {
      isShort = action.level !== 'none';
      changes += 1;
    } else if (action.do === 'advance' && isShort) return false;
  }
  return changes > 0;
}
