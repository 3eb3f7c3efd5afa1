import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../port/nearest-name.ts';
import type { ReportTarget } from '../../report/reporters/case-report.ts';

/** Parses one more `--report KIND=FILE`. */
export function reportTarget(
  text: string,
  before: readonly ReportTarget[] = [],
): readonly ReportTarget[] {
  const [kind = '', ...rest] = text.split('=');
  const file = rest.join('=');
  if ((kind !== 'junit' && kind !== 'ktap') || file === '') {
    throw new InvalidArgumentError(
      `Give junit=FILE or ktap=FILE${didYouMean(kind, ['junit', 'ktap'])}`,
    );
  }
  return [...before, { kind, file }];
}
