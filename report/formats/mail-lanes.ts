import { wrapText } from '../text/wrap-text.ts';
import type { ToldLine, ToldRun } from '../told/told-run.ts';

const GAP = '   ';

/**
 * The run as kernel mails draw it, time downwards: two contexts side by side, more of them as
 * labelled lines one below the other. A line in which something breaks ends with "<- HERE".
 * @param most columns
 */
export function drawLanes({ lines, lanes }: ToldRun, most: number): readonly string[] {
  const own = lanes.filter((lane) => lines.some((line) => line.lane === lane));
  if (own.length > 2) {
    const width = Math.max(...own.map((lane) => lane.length));
    return lines.flatMap((line) => {
      const head = `${titleOf(line.lane).padEnd(width)}  `;
      return wrapText(textOf(line), most, head, ' '.repeat(width + 4));
    });
  }
  if (own.length < 2) return lines.flatMap((line) => wrapText(textOf(line), most, '', '    '));
  const column = Math.floor((most - GAP.length) / 2);
  const place = (text: string, at: number): string =>
    at === 0 ? text : `${' '.repeat(column)}${GAP}${text}`;
  return [
    `${titleOf(own[0] as string).padEnd(column)}${GAP}${titleOf(own[1] as string)}`,
    `${'-'.repeat(column)}${GAP}${'-'.repeat(column)}`,
    ...lines.flatMap((line) =>
      wrapText(textOf(line), column, '', '    ').map((text) => place(text, own.indexOf(line.lane))),
    ),
  ];
}

/** "CPU0" for "cpu0", as in kernel mails. */
function titleOf(lane: string): string {
  return lane.replace(/^cpu(?=\d)/, 'CPU');
}

function textOf({ text, breaches }: ToldLine): string {
  return breaches.length === 0 ? text : `${text}   <- HERE`;
}
