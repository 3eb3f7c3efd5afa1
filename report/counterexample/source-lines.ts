import type { Fact } from '../../model/fact.ts';
import type { ReplayStep } from '../../explore/world/replay.ts';

/**
 * Where the steps of the run, and what they misuse, are in the source, each once; [] if they are no
 * compiled C.
 */
export function sourceLines(steps: readonly ReplayStep[]): readonly string[] {
  const lines = new Map(
    steps.flatMap(({ at, line, facts }) => [
      ...(line === null ? [] : [[at, line] as const]),
      ...facts.flatMap(misuseIn),
    ]),
  );
  if (lines.size === 0) return [];
  const widest = Math.max(...[...lines.values()].map((line) => line.length));
  const rows = [...lines].map(([at, line]) => `  ${line.padEnd(widest)}  ${at}`);
  return ['In the source:', ...rows, ''];
}

function misuseIn(fact: Fact): readonly (readonly [what: string, line: string])[] {
  return fact.kind === 'misused' && fact.line !== undefined ? [[fact.what, fact.line]] : [];
}
