import { columns, wrapText } from '../text/wrap-text.ts';
import type { ReportedSuite } from './check-report.ts';

/** The exhausted scopes of a suite by number, once for all its cases; [] if there are none. */
export function scopeLines({ exhausted }: ReportedSuite): readonly string[] {
  if (exhausted.length === 0) return [];
  const items = exhausted.flatMap((scope, at) =>
    wrapText(`${at + 1}: ${scope}`, columns(), '  ', '     '),
  );
  return ['exhausted scopes:', ...items];
}

/** "scopes 1 to 3, 7": the numbers ascending, three or more in a row as a range. */
export function formatNumbers(numbers: readonly number[]): string {
  const rows: [first: number, last: number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const row = rows.at(-1);
    if (row !== undefined && row[1] === number - 1) row[1] = number;
    else rows.push([number, number]);
  }
  const texts = rows.flatMap(([first, last]) =>
    last - first < 2
      ? Array.from({ length: last - first + 1 }, (_, at) => String(first + at))
      : [`${first} to ${last}`],
  );
  return `${numbers.length === 1 ? 'scope' : 'scopes'} ${texts.join(', ')}`;
}
