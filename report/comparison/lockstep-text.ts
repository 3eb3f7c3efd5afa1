import type { Action } from '../../port/action.ts';
import type { Space } from '../../model/call.ts';
import type { Exchange, Lockstep, Parting } from '../../explore/engines/lockstep/lockstep.ts';
import type { Answer } from '../../explore/engines/lockstep/round.ts';
import { spaceOf } from '../../explore/run/scope.ts';
import { CallNames } from '../counterexample/call-names.ts';
import { callText } from '../counterexample/call-text.ts';
import { rangeName } from '../counterexample/page-name.ts';
import { scopeTexts } from '../verdicts/scope-texts.ts';
import { alignColumns } from '../text/align-columns.ts';
import { columns, wrapText } from '../text/wrap-text.ts';

const HEADS: Readonly<Record<Parting, string>> = {
  'B never ends': 'B never ends what A ends:',
  'A never ends': 'A never ends what B ends:',
  'B refuses': 'A grants what B refuses, with memory at hand:',
  'A refuses': 'B grants what A refuses, with memory at hand:',
  'B defers longer': 'A second later, with memory at hand, B still has more to erase than A:',
  'A defers longer': 'A second later, with memory at hand, A still has more to erase than B:',
};

/**
 * The shortest run for each way in which the designs part if they get the same calls: one line a
 * call, with the answers of both; then what was tried.
 */
export function formatLockstep(lockstep: Lockstep | null): readonly string[] {
  if (lockstep === null) {
    const why = 'The same calls were not made on both designs: that takes scopes to search,';
    return [why, '  well-behaved callers and no script.', ''];
  }
  const { scopes, partings, states, bound } = lockstep;
  const tried =
    `The same calls on both, one after the other, each with memory at hand or without a node. ` +
    (partings.length === 0 ? 'They part in no run. ' : '') +
    `Tried: ${states} states, ${bound === null ? 'all' : `not all (${bound})`} of these scopes:`;
  return [
    ...partings.flatMap(({ parting, run, scope }) => [
      HEADS[parting],
      ...table(run, spaceOf(scope)),
      '',
    ]),
    ...wrapText(tried, columns(), '', '  '),
    ...scopeTexts(scopes).flatMap((scope) => wrapText(scope, columns(), '  ', '     ')),
    '',
  ];
}

function table(run: readonly Exchange[], space: Space): readonly string[] {
  const starts = run.flatMap(({ round }): readonly Action[] =>
    round.kind === 'time' ? [] : [{ do: 'start', on: 'cpu0', call: round.call }],
  );
  const names = new CallNames(starts);
  let number = 0;
  const rows = run.map(({ round, a, b }) => {
    const answers = [answerText(a, space), answerText(b, space)];
    if (round.kind === 'time') {
      return round.isShort
        ? ['  the work runs once', 'no node', ...answers]
        : ['  a second passes', '', ...answers];
    }
    const text = callText(round.call, number, names, space);
    number += 1;
    return [`  ${text}`, round.isShort ? 'no node' : '', ...answers];
  });
  return alignColumns([['', 'memory', 'A', 'B'], ...rows]);
}

function answerText({ kind, granted, deferredPages }: Answer, space: Space): string {
  const answer =
    granted !== null
      ? rangeName(granted, space)
      : { granted: '', refused: 'refused', ended: '', never: 'never ends', wrong: 'misuse' }[kind];
  const left = deferredPages === 0 ? '' : `${deferredPages} to erase`;
  return [answer, left].filter((text) => text !== '').join(', ') || 'done';
}
