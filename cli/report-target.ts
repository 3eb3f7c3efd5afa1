import { InvalidArgumentError } from 'commander';

/** A report that is asked for: `--report KIND=FILE`. */
export interface ReportTarget {
  readonly kind: 'junit' | 'ktap';
  readonly file: string;
}

/** Parses one more `--report`. */
export function reportTarget(
  text: string,
  before: readonly ReportTarget[] = [],
): readonly ReportTarget[] {
  const [kind = '', ...rest] = text.split('=');
  const file = rest.join('=');
  if ((kind !== 'junit' && kind !== 'ktap') || file === '') {
    throw new InvalidArgumentError('It takes junit=FILE or ktap=FILE.');
  }
  return [...before, { kind, file }];
}
