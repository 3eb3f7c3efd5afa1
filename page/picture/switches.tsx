import type { JSX } from 'preact';
import type { PageRun } from '../../report/page/page-document.ts';
import { type PictureFrame, leftOf } from './frame.ts';
import { LANE_HEIGHT } from './lane-row.tsx';

interface SwitchesProps {
  readonly run: PageRun;
  readonly frame: PictureFrame;
  readonly top: number;
}

/** A line from one lane to another wherever another context goes on. */
export function Switches({ run: { steps }, frame, top }: SwitchesProps): JSX.Element {
  const lines: JSX.Element[] = [];
  let before: number | null = null;
  for (const [index, { lane }] of steps.entries()) {
    if (lane < 0) continue;
    const at = index + 1;
    if (before !== null && before !== lane && at >= frame.first && at <= frame.last) {
      const x = leftOf(frame, at);
      const middle = (of: number): number => top + of * LANE_HEIGHT + 27;
      const tip = lane > before ? -4 : 4;
      const end = middle(lane);
      lines.push(
        <path key={at} d={`M${x},${middle(before)}V${end}m-3,${tip}l3,${-tip}l3,${tip}`} />,
      );
    }
    before = lane;
  }
  return <g class="switches">{lines}</g>;
}
