import { twinSubject } from '../impl/twin/twin-subject.ts';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { exhaust, UNBOUNDED } from '../explore/engines/exhaustive/exhaust.ts';
import { isJudgedByRuns } from '../explore/engines/exhaustive/property-groups.ts';
import { PRESETS } from '../explore/run/presets.ts';
import type { Scope } from '../explore/run/scope.ts';
import { scriptsOf } from '../explore/run/scripts.ts';
import { atMostStates } from '../explore/state-space/budget.ts';
import { searchScope } from '../explore/engines/shortest/search-scope.ts';
import { publishedDesigns } from '../impl/designs/published.ts';
import type { Property } from '../model/property.ts';
import { allProperties } from '../model/properties/all.ts';

const [TWO_CPUS] = PRESETS.default;
const SEARCHED: Scope = { ...TWO_CPUS, callers: 'well-behaved' };
/** A scope that is small enough for both engines. */
const BOTH: Scope = { ...SEARCHED, pages: 2, refusals: 1, reserve: false };
const MAIN = fileURLToPath(new URL('../cli/main.js', import.meta.url));
const ROUNDS = 5;

function perSecond(count: number, startedMs: number): string {
  const seconds = (performance.now() - startedMs) / 1000;
  return `${count} in ${seconds.toFixed(2)} s, ${Math.round(count / seconds / 1000)} 000/s`;
}

/**
 * Measures both engines on the published designs, with all judges and with none; then one core and
 * two.
 */
export function benchEngines(): void {
  for (const design of publishedDesigns) {
    const judges = allProperties.filter(
      (property) => property.appliesTo(design.traits) && isJudgedByRuns(property),
    );
    for (const [how, properties] of [
      ['all judges', judges],
      ['no judge', []],
    ] as const) {
      const startedMs = performance.now();
      const options = { exact: false, preemptions: null, script: null };
      const found = searchScope(
        twinSubject(design, properties),
        SEARCHED,
        atMostStates(1e7),
        options,
      );
      const transitions = perSecond(found.transitions, startedMs);
      console.log(`${design.name}, shortest, ${how}: ${found.states} states, moves ${transitions}`);
    }
    const scripts = (): ReturnType<typeof scriptsOf> => scriptsOf(BOTH);
    for (const [how, properties] of [
      ['all judges', judges],
      ['judges of single facts', judges.filter(({ alone }) => alone === true)],
    ] as const) {
      benchScripts(design.name, how, scripts, properties);
    }
  }
  benchCores();
}

function benchScripts(
  name: string,
  how: string,
  scripts: Parameters<typeof exhaust>[2],
  properties: readonly Property[],
): void {
  const design = publishedDesigns.find((other) => other.name === name);
  if (design === undefined) return;
  const startedMs = performance.now();
  const { executions, blocked, steps } = exhaust(
    twinSubject(design, properties),
    BOTH,
    scripts,
    UNBOUNDED,
  );
  const speed = perSecond(steps, startedMs);
  console.log(
    `${name}, exhaustive, ${how}: ${executions} runs, ${blocked} blocked, steps ${speed}`,
  );
}

/**
 * Makes the same check with one worker and with two, in turn, and prints the ratio of the medians.
 */
function benchCores(): void {
  const seconds: Record<string, number[]> = { 1: [], 2: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const jobs of ['1', '2']) {
      const startedMs = performance.now();
      const scope = 'calls=3,pages=2,refusals=1,reserve=off,callers=well-behaved';
      const args = ['check', 'llist', '--engine', 'exhaustive', '--scope', scope, '--jobs', jobs];
      spawnSync('node', [MAIN, ...args], { stdio: 'ignore' });
      seconds[jobs]?.push((performance.now() - startedMs) / 1000);
    }
  }
  const [one, two] = ['1', '2'].map((jobs) => median(seconds[jobs] ?? []));
  const ratio = (one as number) / (two as number);
  console.log(
    `llist, exhaustive, one worker ${one?.toFixed(1)} s, two ${two?.toFixed(1)} s: ` +
      `${ratio.toFixed(2)} times (medians of ${ROUNDS})`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
