import { differences } from '../../report/reporters/differences.ts';
import { expectedUpdate } from '../../report/reporters/expected-update.ts';
import { matrixText } from '../../report/reporters/matrix-text.ts';
import { resultsDocument } from '../../report/reporters/results-document.ts';
import { type CheckFlags, matrixFlagsFit } from '../arguments/check-flags.ts';
import { subjectsOf } from '../arguments/check-subjects.ts';
import { expectedFile, readExpectedFile, replacedExpectedFile } from '../files/expected-file.ts';
import { matrixColumns } from '../pipeline/matrix-columns.ts';
import { carryOut } from '../pipeline/pipeline.ts';
import { planOf } from '../pipeline/plan-of.ts';
import { reportersFor } from '../pipeline/reporters-for.ts';
import type { ExitCode } from '../process/exit-code.ts';
import { isColourful } from '../process/standard-output.ts';

/** `iova-check`: the matrix of the known designs, held against the expected one. */
export async function matrixCommand(flags: CheckFlags): Promise<ExitCode> {
  matrixFlagsFit(flags);
  const isWritten = flags.update === true;
  const columns = matrixColumns(subjectsOf(flags), isWritten || flags.policies === true);
  const expected = isWritten ? replacedExpectedFile() : readExpectedFile();
  const plan = await planOf(flags, columns);
  const update = expectedUpdate(expectedFile());
  const reporters = reportersFor(
    flags,
    flags.json === true
      ? [resultsDocument, update]
      : [matrixText(flags.verbose === true), update, differences({ colour: isColourful() })],
  );
  const standard = { kind: 'expected matrix', matrix: expected, isWritten } as const;
  return carryOut({ plan, policies: [], standard, expected, reporters }, flags);
}
