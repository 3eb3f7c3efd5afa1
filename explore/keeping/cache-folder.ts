import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of what is kept from one command to the next. Some of it contains the kernel's code,
 * so it lies in no package and in no report.
 */
export function cacheFolder(): string {
  const named = process.env['XDG_CACHE_HOME'];
  const base = named === undefined || named === '' ? join(homedir(), '.cache') : named;
  return join(base, 'iova-check');
}
