/** Why each part of the hardened design is needed: without it, a property breaks. */
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Execution } from '../../explore/world/execution.ts';
import { judgedIn } from '../../explore/world/judged-in.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import { type Run } from '../../explore/run/run.ts';
import { atMostStates } from '../../explore/state-space/budget.ts';
import { searchScope } from '../../explore/engines/shortest/search-scope.ts';
import type { Design } from '../../impl/designs/design.ts';
import { allProperties } from '../../model/properties/all.ts';
import { formatCounterexample } from '../../report/counterexample/counterexample.ts';
import { type Part, PARTS } from './hardened-parts.ts';

const DOCUMENT = readFileSync(new URL('../../docs/hardened-runs.md', import.meta.url), 'utf8');

/**
 * Searches every order of the calls and of the refusals. Returns every signature that they break,
 * each with its simplest run.
 */
function search(design: Design, { scope, script }: Part): ReadonlyMap<string, Execution> {
  const judged = judgedIn(twinSubject(design, allProperties), scope);
  const options = { exact: false, preemptions: null, script };
  const { found, hangs, bound } = searchScope(judged, scope, atMostStates(100_000), options);
  expect(bound).toBeNull();
  return new Map([...hangs, ...found]);
}

/** The run as iova-check prints it, from the first step to the breach. */
function timelineOf(design: Design, signature: string, execution: Execution): string {
  const { scope, actions } = execution;
  const expected = { property: signature.split(' ')[0] ?? '', signature };
  const run: Run = { ...designNames(design), scope, expect: expected, note: null, actions };
  const steps: ReplayStep[] = [];
  replay(twinSubject(design, allProperties), run, (step) => steps.push(step));
  const example = { run, steps, properties: allProperties, fileName: null, found: null };
  const text = formatCounterexample(example, { colour: false });
  return text.slice(text.indexOf('       step mem'), text.indexOf('\n\nThe calls alone'));
}

describe.each(PARTS)('$part', (part) => {
  const { breaks } = part;
  const { base, design } = part.bug;

  test(`unless ${part.part}, ${breaks.split(' ')[0]} breaks, as the document shows`, () => {
    const shown = search(design, part).get(breaks);
    if (shown === undefined) throw new Error(`${design.name} does not break ${breaks}`);
    const timeline = timelineOf(design, breaks, shown);
    expect(DOCUMENT).toContain(`\n\n\`${breaks}\`\n\n\`\`\`\n${timeline}\n\`\`\`\n`);
  });

  test(`if ${part.part}, nothing breaks in any order of these calls`, () => {
    expect([...search(base, part).keys()]).toEqual([]);
  });
});
