import { formatNames } from '../../explore/run/run.ts';
import type { PageSpan } from '../story/page-span.ts';
import type { CheckReport } from './check-report.ts';
import { findingsOf } from './failed-cases.ts';
import { type ToldLine, toldRun } from '../told/told-run.ts';

const VARS = ['step', 'context', 'action', 'memory', 'pages', 'broken'];

/**
 * One run in the Informal Trace Format (ITF) of Apalache and Quint, for trace viewers: the simplest
 * run of the first finding that is not accepted, or else of the first one. A state is a line of the
 * run, after it: `pages` maps ranges, as "0xffffe-0xfffff", to who has them; `broken` is a set of
 * signatures. Without a finding the trace has one state, in which nothing has happened.
 */
export function formatItf(report: CheckReport): string {
  const [first] = findingsOf(report);
  const states = first === undefined ? [] : toldRun(first.finding).lines.map(stateOf);
  const document = {
    '#meta': {
      format: 'ITF',
      'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
      description:
        first === undefined
          ? 'no run breaks anything'
          : `${formatNames(first.finding.run)}: ${first.finding.signature}`,
      source: `iova-check ${report.version}`,
    },
    params: [],
    vars: VARS,
    states: [NOTHING, ...states].map((state, index) => ({ '#meta': { index }, ...state })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const NOTHING = {
  step: 0,
  context: '',
  action: 'the run begins',
  memory: 'none',
  pages: { '#map': [] },
  broken: { '#set': [] },
};

function stateOf({ to, lane, text, memory, pages, breaches }: ToldLine): object {
  return {
    step: to,
    context: lane,
    action: text,
    memory,
    pages: { '#map': pages.map(pairOf) },
    broken: { '#set': [...new Set(breaches.map(({ signature }) => signature))].toSorted() },
  };
}

function pairOf({ range: { lo, hi }, use }: PageSpan): readonly [string, string] {
  const who = use.kind === 'held' ? `held by call ${use.call}` : use.kind;
  return [`0x${lo.toString(16)}-0x${hi.toString(16)}`, who];
}
