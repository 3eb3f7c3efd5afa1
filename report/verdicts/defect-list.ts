import { callerKinds } from '../../port/caller-kinds.ts';
import { formatNames } from '../../explore/run/run.ts';
import { type Entries, sumOfEntries } from '../../explore/loading/count-entries.ts';
import type { Counterexample } from '../../explore/minimal/counterexample.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { lengthClaim } from '../counterexample/length-claim.ts';
import { columns, wrapText } from '../text/wrap-text.ts';
import { type Defect, defectsOf } from './defects.ts';
import type { ExpectedMatrix } from './expected.ts';
import type { ScopeLetters } from './scope-letters.ts';

/** The defects of one design under one policy. */
export interface DefectsOfDesign {
  /** "llist (flat-10ms)" */
  readonly name: string;
  /** Whether the callers that were tried include well-behaved ones. */
  readonly isTriedWell: boolean;
  /** Whether any property was judged: one that is about the design. */
  readonly isJudged: boolean;
  /** Whether something ended a check of it early. */
  readonly isCut: boolean;
  /** What was wrong with its file, the first thing; null: nothing. */
  readonly fault: string | null;
  readonly defects: readonly Defect[];
  /** By function that the design replaces: how often it was entered. */
  readonly entries: Entries;
}

/**
 * The defects of every design of the results, in the order in which designs first appear.
 * @param counts whether a counterexample counts; all do unless another is given
 */
export function defectsByDesign(
  results: readonly DesignResult[],
  expected: ExpectedMatrix | null,
  counts: (found: Counterexample) => boolean = () => true,
): readonly DefectsOfDesign[] {
  const byName = new Map<string, DesignResult[]>();
  for (const result of results) {
    const name = formatNames(result);
    byName.set(name, [...(byName.get(name) ?? []), result]);
  }
  return [...byName].map(([name, some]) => ({
    name,
    isTriedWell: some.some(({ callers }) => callers === 'well-behaved'),
    isJudged: some.some(({ verdicts }) =>
      verdicts.some(({ verdict }) => verdict.kind !== 'not-applicable'),
    ),
    isCut: some.some(({ stopped }) => stopped !== null),
    fault: some.flatMap(({ faults }) => faults)[0]?.line ?? null,
    defects: defectsOf(some, expected, counts),
    entries: sumOfEntries(some.map((result) => result.entries)),
  }));
}

/**
 * The defects of a design, one after the other, with their properties, their shortest runs and what
 * is known of them; [] if there are none.
 */
export function formatDefects(
  { name, isTriedWell, defects }: DefectsOfDesign,
  scopes: ScopeLetters,
): readonly string[] {
  if (defects.length === 0) return [];
  // Whether well-behaved callers meet it, too, is not known if they were not tried.
  const only = isTriedWell ? ' only' : '';
  const lines = defects.flatMap(({ what, standing, properties, callers, simplest, signatures }) => {
    const isOfAll = callers.includes('well-behaved');
    const who = isOfAll ? [] : [`${callers.join(' and ')} callers${only}`];
    const length = lengthClaim(simplest, (scope) => scopes.of([scope]));
    const ways = signatures === 1 ? [] : [`${signatures} signatures`];
    const known = standing === null ? [] : [standing];
    const about = [properties.join(' '), ...who, length, ...ways, ...known].join('; ');
    return [
      ...wrapText(what, columns(), '  * ', '    '),
      ...wrapText(about, columns(), '      ', '        '),
    ];
  });
  return [`${name}: defects, the worst first`, ...lines, ''];
}

/**
 * One line for each design: "llist (flat-10ms): 9 defects (OWN-2 MEM-1 AVL-1); careless callers
 * meet 8 more".
 */
export function summariseDefects(design: DefectsOfDesign): string {
  const { name, isTriedWell, isJudged, isCut, fault, defects, entries } = design;
  if (!isJudged) return `${name}: nothing was judged, as no property asked for is about it`;
  const well = defects.filter(({ callers }) => callers.includes('well-behaved'));
  const broken = [...new Set(well.flatMap(({ properties }) => properties))];
  const more = isTriedWell ? ' more' : '';
  const ofOthers = callerKinds.flatMap((kind) => {
    const count =
      kind === 'well-behaved' ? 0 : defects.filter((one) => one.callers[0] === kind).length;
    return count === 0 ? [] : [`${kind} callers meet ${count}${more}`];
  });
  const none = isCut || fault !== null ? 'no defect found until it was stopped' : 'no defect';
  const parts = [
    ...(fault === null ? [] : [`not checked to the end, as its file is wrong: ${fault}`]),
    ...(isTriedWell ? [well.length === 0 ? none : counted(well.length, broken)] : []),
    ...neverEntered(entries),
    ...ofOthers,
  ];
  return `${name}: ${parts.length === 0 ? 'nothing found' : parts.join('; ')}`;
}

/** What the functions are that the design replaces, and how often each was entered. */
export function formatEntries({ name, entries }: DefectsOfDesign): readonly string[] {
  const counts = Object.entries(entries).map(
    ([step, count]) => `${step}() ${count === 0 ? 'never' : `${count} times`}`,
  );
  if (counts.length === 0) return [];
  const head = `${name}: functions of its own, and how often they were entered`;
  return [...wrapText(`${head}: ${counts.join(', ')}`, columns(), '', '  '), ''];
}

/** "never entered: storeRefused()", if there is such a function. */
export function neverEntered(entries: Entries): readonly string[] {
  const never = Object.keys(entries).filter((step) => entries[step] === 0);
  return never.length === 0
    ? []
    : [`never entered: ${never.map((step) => `${step}()`).join(', ')}`];
}

function counted(count: number, broken: readonly string[]): string {
  return `${count} ${count === 1 ? 'defect' : 'defects'} (${broken.join(' ')})`;
}
