import {
  type ComparedProperty,
  type Comparison,
  newWays,
} from '../../explore/checking/comparison.ts';
import type { CellRuling } from './cell-ruling.ts';

/** Whether side B is as good as side A in one property under one kind of callers. */
export function ruleOnCompared(
  compared: ComparedProperty,
  { open }: Pick<Comparison, 'open'>,
): CellRuling {
  const { property, callers, verdicts } = compared;
  const news = newWays(compared);
  if (news.length > 0) {
    const why = `not so on A: ${news.map(({ found }) => found.signature).join('; ')}`;
    return { kind: 'failed', why, unexpected: news.map(({ found }) => found) };
  }
  const unknown = open.filter(
    (question) => question.callers === callers && (question.property ?? property) === property,
  );
  if (unknown.length > 0) {
    return { kind: 'inconclusive', why: unknown.map(({ says }) => says).join('; ') };
  }
  return { kind: verdicts.B === 'not-applicable' ? 'not-applicable' : 'passed' };
}
