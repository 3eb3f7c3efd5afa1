import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../port/nearest-name.ts';
import { formatNamed, reportFormats } from '../../report/formats/formats.ts';
import type { ReportTarget } from '../../report/reporters/report-file.ts';

/** Parses one more `--report FORMAT=FILE`. */
export function reportTarget(
  text: string,
  before: readonly ReportTarget[] = [],
): readonly ReportTarget[] {
  const [name = '', ...rest] = text.split('=');
  const file = rest.join('=');
  const format = formatNamed(name);
  const names = reportFormats.map((one) => one.name);
  if (format === undefined) {
    throw new InvalidArgumentError(
      `Give FORMAT=FILE, with one of ${names.join(', ')}${didYouMean(name, names)}`,
    );
  }
  if (file === '') throw new InvalidArgumentError(`Give ${name}=FILE`);
  return [...before, { format, file }];
}
