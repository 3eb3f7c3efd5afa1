import {
  type ComparedProperty,
  type Comparison,
  isDifferent,
  type OneSided,
  otherSide,
  type Side,
  type Sides,
  undecidedAlike,
} from '../../explore/checking/comparison.ts';
import { formatScope, type Scope } from '../../explore/run/scope.ts';
import { lengthClaim } from '../counterexample/length-claim.ts';
import { memoryClaim } from '../counterexample/memory-claim.ts';
import { alignColumns } from '../text/align-columns.ts';
import type { ComparisonRuling } from './comparison-ruling.ts';
import { scopeText, scopeTexts } from '../verdicts/scope-texts.ts';
import { otherSays } from './other-says.ts';
import { propertyIds } from './property-ids.ts';
import { searchedCalls } from '../verdicts/searched-calls.ts';
import { columns, wrapText } from '../text/wrap-text.ts';

/**
 * Where two designs differ, the answer first: verdicts and signatures. Runs are printed separately.
 *
 *     B breaks 1 property that A keeps: WRK-1
 *       A  llist (flat-10ms)
 *       B  mine.ts: mine (flat-10ms)
 *
 *            callers       A      B
 *     WRK-1  well-behaved  holds  VIOLATED 1
 *
 *     + WRK-1 iova_deferred_free_work: re-arm
 *         well-behaved callers; 2 calls, 23 steps, shortest in scope 1
 *         on A: the same run breaks nothing. ...
 */
export function formatComparison(
  names: Sides<string>,
  ruling: ComparisonRuling,
  comparison: Comparison,
): string {
  const { properties, open, shared, script } = comparison;
  const scopes = scopeTexts(comparison.exhausted);
  const different = properties.filter(isDifferent);
  const lines = [
    ...wrapText(ruling.says, columns(), '', '  '),
    ...ruling.besides.flatMap((line) => wrapText(line, columns(), '  ', '    ')),
    ...wrapText(names.A, columns(), '  A  ', '     '),
    ...wrapText(names.B, columns(), '  B  ', '     '),
    '',
  ];
  if (different.length > 0) {
    lines.push(...table(different), '', ...ways(different, scopes));
  }
  const same = properties.length - different.length;
  if (different.length > 0 && same > 0) {
    const are = same === 1 ? 'verdict is' : `${same} of ${properties.length} verdicts are`;
    lines.push(`The other ${are} the same on both.`);
  }
  if (shared > 0) {
    const how =
      'Found by one of the two checks only, and shown by the same calls on the other design';
    const count = shared === 1 ? '1 signature' : `${shared} signatures`;
    lines.push(...wrapText(`${how}, so counted on both and no difference: ${count}.`, columns()));
  }
  if (lines.at(-1) !== '') lines.push('');
  if (scopes.length > 0) {
    lines.push(
      ...wrapText(`Exhausted on both, ${searchedCalls(script, scopes)}:`, columns(), '', '  '),
      ...scopes.flatMap((scope, at) =>
        wrapText(scope, columns(), `  ${at + 1}  `.padStart(5), '     '),
      ),
      '',
    );
  }
  const undecided = undecidedAlike(comparison);
  if (undecided.length > 0) {
    const says = `Not decided on either, for the same reasons: ${propertyIds(undecided)}`;
    lines.push(...wrapText(says, columns(), '', '  '), '');
  }
  if (open.length > 0) lines.push('Not known:');
  for (const { says } of open) lines.push(...wrapText(says, columns(), '  ', '    '));
  if (open.length > 0) lines.push('');
  return `${lines.join('\n')}\n`;
}

function table(different: readonly ComparedProperty[]): readonly string[] {
  return alignColumns([
    ['', 'callers', 'A', 'B'],
    ...different.map((compared) => [
      compared.property.id,
      compared.callers,
      cellOf(compared, 'A'),
      cellOf(compared, 'B'),
    ]),
  ]);
}

function cellOf({ verdicts, signatures }: ComparedProperty, side: Side): string {
  const kind = verdicts[side];
  if (kind === 'violated') return `VIOLATED ${signatures[side]}`;
  return kind === 'not-applicable' ? '-' : kind;
}

/** A signature that one side has, and all the callers under which it has it. */
interface Way {
  readonly side: Side;
  readonly compared: ComparedProperty;
  readonly way: OneSided;
  readonly callers: string[];
}

/** What only B has, and then what only A has; each once, whoever calls. */
function ways(
  different: readonly ComparedProperty[],
  scopes: readonly string[],
): readonly string[] {
  const all = new Map<string, Way>();
  for (const side of ['B', 'A'] as const) {
    for (const compared of different) {
      for (const way of compared.only[side]) {
        const key = `${side === 'B' ? '+' : '-'} ${way.found.signature}`;
        const known = all.get(key);
        if (known === undefined) all.set(key, { side, compared, way, callers: [compared.callers] });
        else known.callers.push(compared.callers);
      }
    }
  }
  if (all.size === 0) return [];
  const lines = ['Signatures, + of B only, - of A only:'];
  for (const [key, { side, compared, way, callers }] of all) {
    const memory = memoryClaim(way.found);
    const { elsewhere } = way;
    const other = otherSide(side);
    const claims = [
      `${callers.join(' and ')} callers`,
      ...(elsewhere === null
        ? []
        : [
            `in ${nameOf(elsewhere.notIn, scopes)} on ${side} only: elsewhere ${other} shows it, ` +
              `too, in ${elsewhere.calls} calls`,
          ]),
      lengthClaim(way.found, (scope) => nameOf(scope, scopes)),
      ...(memory === null ? [] : [memory]),
    ];
    lines.push(...wrapText(key, columns(), '  ', '      '));
    lines.push(...wrapText(claims.join('; '), columns(), '      '));
    const says = `on ${other}: ${otherSays(compared, way)}`;
    lines.push(...wrapText(says, columns(), '      '));
  }
  return [...lines, ''];
}

function nameOf(scope: Scope, scopes: readonly string[]): string {
  const at = scopes.indexOf(scopeText(scope));
  return at === -1 ? formatScope(scope) : `scope ${at + 1}`;
}
