import type { Hunted, JudgedAttempt } from '../../explore/studies/bugs/attempt.ts';
import type { Engine } from '../../explore/checking/check-plan.ts';
import { compareCost } from '../../explore/state-space/cost.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import type { Property } from '../../model/property.ts';
import { formatCost } from './bugs-table.ts';
import { COLUMNS_MAX, wrapText } from '../text/wrap-text.ts';

/** How strong each engine has shown to be. */
export function formatEngines(hunted: readonly Hunted[], engines: readonly Engine[]): string {
  return engines.map((engine) => `${aboutEngine(engine, hunted).join('\n')}\n`).join('\n');
}

function aboutEngine(engine: Engine, hunted: readonly Hunted[]): readonly string[] {
  const own = hunted.flatMap(({ bug, attempts, fitsDefault }) =>
    attempts
      .filter((attempt) => attempt.engine === engine)
      .map((attempt) => ({ bug, attempt, fitsDefault })),
  );
  if (own.length === 0) return [`${engine}: judges none of the properties that must catch them`];
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
  if (left > 0) lines.push(`  ${left} more are for properties that it does not judge`);
  if (engine === 'shortest') return lines;
  return [...lines, ...aboutLengths(caught), ...aboutShrinking(engine, caught)];
}

type CaughtBy = readonly { readonly bug: string; readonly attempt: JudgedAttempt }[];

function aboutLengths(caught: CaughtBy): readonly string[] {
  const measured = caught.flatMap(({ bug, attempt }) => {
    const { shortest, caught: by } = attempt;
    return shortest === null || by === null ? [] : [{ bug, shortest, told: by.reported.cost }];
  });
  if (measured.length === 0) return [];
  const longer = measured.filter(({ told, shortest }) => compareCost(told, shortest) > 0);
  const lines = [
    `  the run told is as short as any: ${share(measured.length - longer.length, measured.length)}`,
  ];
  for (const { bug, told, shortest } of longer) {
    lines.push(`  longer: ${bug}, ${formatCost(told)}, and ${formatCost(shortest)} would do`);
  }
  for (const { bug, attempt } of caught) {
    if (attempt.shortest !== null) continue;
    const signature = attempt.caught?.signature ?? '';
    lines.push(
      ...wrapText(
        `not measured: ${bug}: no search says how short a run of ${signature} can be`,
        COLUMNS_MAX,
        '  ',
        '    ',
      ),
    );
  }
  return lines;
}

function aboutShrinking(engine: Engine, caught: CaughtBy): readonly string[] {
  if (engine !== 'random') return [];
  const seconds = medianOf(caught.map(({ attempt }) => attempt.caught?.shrinkSeconds ?? 0));
  return [`  made simpler in ${seconds.toFixed(2)} s, median`];
}

/** For each property the bugs that break nothing else in their scope, on the clock or off it. */
export function formatNeeded(
  bugs: readonly SeededBug[],
  hunted: readonly Hunted[],
  properties: readonly Property[],
): string {
  const lines = ['Needed, because in the scope of that bug nothing else is broken:'];
  const without: string[] = [];
  for (const { id } of properties) {
    const named = new Set(
      bugs.filter(({ caughtBy }) => caughtBy === id).map(({ design }) => design.name),
    );
    const alone = hunted.filter(
      ({ bug, news, bound }) =>
        named.has(bug) &&
        news.length > 0 &&
        bound === null &&
        news.every(([signature]) => signature.startsWith(`${id} `)),
    );
    if (alone.length === 0) without.push(id);
    else {
      const names = alone.map(({ bug }) => bug).join(', ');
      lines.push(...wrapText(names, COLUMNS_MAX, `  ${id.padEnd(6)} `, '         '));
    }
  }
  if (without.length > 0) lines.push(`  no such bug: ${without.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function share(part: number, all: number): string {
  const percent = all === 0 ? '' : ` (${((100 * part) / all).toFixed(1)} %)`;
  return `${part} of ${all}${percent}`;
}

/** The lower one of two in the middle; 0 without any. */
function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[(numbers.length - 1) >> 1] ?? 0;
}
