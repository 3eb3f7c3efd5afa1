import type { DesignResult } from '../../explore/checking/verdict.ts';
import { formatNames } from '../../explore/run/run.ts';
import type { Traits } from '../../model/property.ts';
import { columns, wrapText } from '../text/wrap-text.ts';

/** What a design may state freely, and the properties that are held to it. */
const BOUNDS: readonly {
  readonly of: readonly string[];
  readonly text: (traits: Traits) => string;
}[] = [
  { of: ['AVL-1', 'AVL-2', 'AVL-3'], text: ({ gap }) => `a ${gap} search for gaps` },
  {
    of: ['AVL-3', 'LIV-1'],
    text: ({ recoveryJiffies }) => `erased within ${recoveryJiffies} ms once memory is back`,
  },
  {
    of: ['CST-1'],
    text: ({ retryDelaysJiffies }) => `retries at least ${rowOf(retryDelaysJiffies)} ms apart`,
  },
  {
    of: ['LIV-4'],
    text: ({ longestDelaysJiffies }) => `at most ${rowOf(longestDelaysJiffies)} ms`,
  },
];

function rowOf(delaysJiffies: readonly number[]): string {
  return delaysJiffies.filter((delay, at) => delay !== delaysJiffies[at - 1]).join(', ');
}

/** Of a kernel's C: what nobody says, and the properties that are therefore not judged. */
function notSaid(traits: Traits): readonly string[] {
  const { defers, retriesByWork, recoveryJiffies, retryDelaysJiffies } = traits;
  const lines: string[] = [];
  if (defers && recoveryJiffies === null) {
    lines.push('no --bound is given, so AVL-3 and LIV-1 are not judged');
  }
  if (!defers && recoveryJiffies !== null) {
    lines.push(`nothing is deferred, so nothing is held to the --bound of ${recoveryJiffies} ms`);
  }
  if (retriesByWork && retryDelaysJiffies.length === 0) {
    lines.push('nobody says when its work retries, so CST-1 and LIV-4 are not judged');
  }
  return lines;
}

/** The bounds that the verdicts of a design rest on, for those properties that were judged. */
function boundsOf({ verdicts }: DesignResult, traits: Traits): readonly string[] {
  const judged = new Set(
    verdicts.flatMap(({ property, verdict }) =>
      verdict.kind === 'not-applicable' ? [] : [property.id],
    ),
  );
  return BOUNDS.flatMap(({ of, text }) => {
    const ids = of.filter((id) => judged.has(id));
    return ids.length === 0 ? [] : [`${text(traits)} (${ids.join(' ')})`];
  });
}

/** What the verdicts on a kernel's C rest on, since it states nothing; [] for other designs. */
export function formatAssumed(result: DesignResult): readonly string[] {
  const { stated } = result;
  if (stated?.assumed === undefined) return [];
  const all = [stated.assumed, ...boundsOf(result, stated), ...notSaid(stated)];
  return paragraph(`${formatNames(result)}: assumed of its C: ${all.join('; ')}`);
}

/**
 * What the verdicts of a design rest on besides its steps: the bounds that a user's design states,
 * or what is assumed of a kernel's C; [] for a design of the suite.
 */
export function formatStated(result: DesignResult): readonly string[] {
  const { stated } = result;
  if (stated === null) return [];
  if (stated.assumed !== undefined) return formatAssumed(result);
  const bounds = boundsOf(result, stated);
  if (bounds.length === 0) return [];
  return paragraph(`${formatNames(result)}: judged by what it states itself: ${bounds.join('; ')}`);
}

function paragraph(text: string): readonly string[] {
  return [...wrapText(text, columns(), '', '  '), ''];
}
