import type { Engine } from '../../explore/checking/check-plan.ts';
import type { Hunted, JudgedAttempt } from '../../explore/studies/bugs/attempt.ts';
import { compareCost } from '../../explore/state-space/cost.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { formatCost } from '../verdicts/format-cost.ts';

/** How many of the bugs each engine caught, what that took, and how short its runs are. */
export function formatEngines(hunted: readonly Hunted[], engines: readonly Engine[]): string {
  return engines.map((engine) => `${aboutEngine(engine, hunted).join('\n')}\n`).join('\n');
}

function aboutEngine(engine: Engine, hunted: readonly Hunted[]): readonly string[] {
  const own = hunted.flatMap(({ bug, attempts, fitsDefault }) =>
    attempts
      .filter((attempt) => attempt.engine === engine)
      .map((attempt) => ({ bug, attempt, fitsDefault })),
  );
  if (own.length === 0) {
    return [`${engine}: does not judge the properties that must catch these bugs`];
  }
  const caught = own.filter(({ attempt }) => attempt.caught !== null);
  const median = (of: (attempt: JudgedAttempt) => number): number =>
    medianOf(caught.map(({ attempt }) => of(attempt)));
  const seconds = median((attempt) => attempt.seconds).toFixed(2);
  const spent =
    engine === 'shortest'
      ? `${median(({ states }) => states)} states`
      : `${median(({ runs }) => runs)} runs`;
  const lines = [
    `${engine}: caught ${share(caught.length, own.length)}; median ${spent}, ${seconds} s`,
  ];
  if (engine === 'exhaustive') {
    const fitting = own.filter(({ fitsDefault }) => fitsDefault);
    const { length } = caught.filter(({ fitsDefault }) => fitsDefault);
    lines.push(`  of those that fit a default scope: ${share(length, fitting.length)}`);
  }
  const missed = own.filter(({ attempt }) => attempt.caught === null);
  for (const { bug, attempt } of missed) {
    lines.push(`  not caught: ${bug}${attempt.bound === null ? '' : `, within ${attempt.bound}`}`);
  }
  const left = hunted.length - own.length;
  if (left > 0) lines.push(`  not counted: ${left} for properties that it does not judge`);
  if (engine === 'shortest') return lines;
  return [...lines, ...aboutLengths(caught), ...aboutShrinking(engine, caught)];
}

type CaughtBy = readonly { readonly bug: string; readonly attempt: JudgedAttempt }[];

function aboutLengths(caught: CaughtBy): readonly string[] {
  const measured = caught.flatMap(({ bug, attempt }) => {
    const { shortest, caught: by } = attempt;
    return shortest === null || by === null ? [] : [{ bug, shortest, reported: by.reported.cost }];
  });
  if (measured.length === 0) return [];
  const longer = measured.filter(({ reported, shortest }) => compareCost(reported, shortest) > 0);
  const short = share(measured.length - longer.length, measured.length);
  const lines = [`  reported run as short as any: ${short}`];
  for (const { bug, reported, shortest } of longer) {
    lines.push(
      `  longer than needed: ${bug}, ${formatCost(reported)} instead of ${formatCost(shortest)}`,
    );
  }
  for (const { bug, attempt } of caught) {
    if (attempt.shortest !== null) continue;
    const signature = attempt.caught?.signature ?? '';
    const why = `no search says how short a run of ${signature} can be`;
    lines.push(...wrapText(`not measured: ${bug}: ${why}`, columns(), '  ', '    '));
  }
  return lines;
}

/** Only random runs have to be shrunk. */
function aboutShrinking(engine: Engine, caught: CaughtBy): readonly string[] {
  if (engine !== 'random') return [];
  const seconds = medianOf(caught.map(({ attempt }) => attempt.caught?.shrinkSeconds ?? 0));
  return [`  shrinking: median ${seconds.toFixed(2)} s`];
}

/** "1 of 2 (50.0 %)"; of none without a percentage. */
function share(part: number, all: number): string {
  const percent = all === 0 ? '' : ` (${((100 * part) / all).toFixed(1)} %)`;
  return `${part} of ${all}${percent}`;
}

/** Of an even number the lower one of the two in the middle; 0 of none. */
function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[(numbers.length - 1) >> 1] ?? 0;
}
