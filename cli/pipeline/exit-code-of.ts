import type { Fault } from '../../explore/loading/faulty-design.ts';
import type { CellRuling } from '../../report/gate/cell-ruling.ts';
import type { GateRuling } from '../../report/gate/ruling.ts';
import { EXIT, type ExitCode, worst } from '../process/exit-code.ts';

const OF_CELL: Readonly<Record<CellRuling['kind'], ExitCode>> = {
  passed: EXIT.ok,
  failed: EXIT.violated,
  inconclusive: EXIT.inconclusive,
  'not-applicable': EXIT.ok,
};

const OF_FAULT: Readonly<Record<Fault['kind'], ExitCode>> = {
  file: EXIT.usage,
  'not repeatable': EXIT.run,
};

/** The exit code of `iova-check`, `check` and `compare`. */
export function exitCodeOf(
  { cells, lockstep, isGate, isPartial, policies, replays }: GateRuling,
  isAllWritten: boolean,
): ExitCode {
  return worst([
    isAllWritten ? EXIT.ok : EXIT.usage,
    replays.some(({ faults }) => faults.length > 0) ? EXIT.run : EXIT.ok,
    ...replays.flatMap(({ result }) => result.faults.map(({ kind }) => OF_FAULT[kind])),
    policies.some(({ isAccepted }) => !isAccepted) ? EXIT.violated : EXIT.ok,
    isPartial ? EXIT.inconclusive : EXIT.ok,
    OF_CELL[lockstep],
    // What is about nothing that was asked for is not green.
    isGate && cells.every(({ ruling: { kind } }) => kind === 'not-applicable')
      ? EXIT.inconclusive
      : EXIT.ok,
    ...(isGate ? cells.map(({ ruling: { kind } }) => OF_CELL[kind]) : []),
  ]);
}
