import { formatScope } from '../explore/scope.ts';
import type { Verdict, ViolationClass } from '../explore/verdict.ts';
import { lengthClaim, memoryClaim } from './claims.ts';
import type { Difference } from './expected.ts';
import type { GateCase } from './gate-case.ts';
import { COLUMNS_MAX, wrapText } from './wrap-text.ts';

/** What a gate says of a property. */
export interface GateRuling extends Pick<GateCase, 'outcome' | 'text'> {
  /** Whose run belongs behind the text; null: none. */
  readonly shown: ViolationClass | null;
}

/** Where nothing is expected: what is violated fails. */
export function ruleOnVerdict(verdict: Verdict): GateRuling {
  switch (verdict.kind) {
    case 'holds': {
      const text = `exhausted:\n${listed(verdict.exhausted.map(formatScope))}`;
      return { outcome: 'passed', text, shown: null };
    }
    case 'violated': {
      const shown = verdict.classes[0] ?? null;
      const text = `violated: ${shown?.signature}\n${signatures(verdict.classes)}`;
      return { outcome: 'failed', text, shown };
    }
    case 'inconclusive':
      return { outcome: 'inconclusive', text: verdict.bound, shown: null };
    case 'not-applicable':
      return { outcome: 'skipped', text: 'the property is not about this design', shown: null };
  }
}

/**
 * Where a matrix is expected: what differs fails, what is violated as expected does not.
 * @param difference null: the verdict is as expected
 * @param stopped the check was ended early: what it did not find may be there
 */
export function ruleAgainstExpected(
  verdict: Verdict,
  difference: Pick<Difference, 'what' | 'unexpected'> | null,
  stopped: boolean,
): GateRuling {
  if (difference !== null) {
    const { what, unexpected } = difference;
    if (stopped && unexpected.length === 0) {
      return { outcome: 'inconclusive', text: `ended early; ${what}`, shown: null };
    }
    const classes = verdict.kind === 'violated' ? verdict.classes : [];
    const shown = classes.find(({ signature }) => unexpected.includes(signature)) ?? null;
    const text = classes.length === 0 ? what : `${what}\n${signatures(classes)}`;
    return { outcome: 'failed', text, shown };
  }
  const ruling = ruleOnVerdict(verdict);
  if (verdict.kind === 'violated') {
    const outcome = stopped ? 'inconclusive' : 'passed';
    const how = stopped ? 'ended early; so far as expected:' : 'violated, as expected:';
    return { outcome, text: `${how}\n${signatures(verdict.classes)}`, shown: null };
  }
  if (verdict.kind !== 'inconclusive' || stopped) return ruling;
  return { outcome: 'skipped', text: `as expected, inconclusive: ${verdict.bound}`, shown: null };
}

function signatures(classes: readonly ViolationClass[]): string {
  return listed(
    classes.map((found) => {
      const memory = memoryClaim(found);
      const claims = [lengthClaim(found, formatScope), ...(memory === null ? [] : [memory])];
      return `${found.signature} (${claims.join(', ')})`;
    }),
  );
}

function listed(items: readonly string[]): string {
  return items.flatMap((one) => wrapText(one, COLUMNS_MAX, '  ', '    ')).join('\n');
}
