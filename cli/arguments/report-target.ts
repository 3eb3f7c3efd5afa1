import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../port/nearest-name.ts';
import { FORMAT_NAMES } from '../../report/formats/format-names.ts';
import type { ReportTarget } from '../../report/reporters/report-file.ts';

/** Parses one more `--report FORMAT=FILE`. */
export function reportTarget(
  text: string,
  before: readonly ReportTarget[] = [],
): readonly ReportTarget[] {
  const [name = '', ...rest] = text.split('=');
  const file = rest.join('=');
  const format = FORMAT_NAMES.find((one) => one === name);
  if (format === undefined) {
    throw new InvalidArgumentError(
      `Give FORMAT=FILE, with one of ${FORMAT_NAMES.join(', ')}${didYouMean(name, FORMAT_NAMES)}`,
    );
  }
  if (file === '') throw new InvalidArgumentError(`Give ${name}=FILE`);
  return [...before, { format, file }];
}
