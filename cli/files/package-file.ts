import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** From this file to the package: from its source, and from what is built of it. */
const UPWARDS = ['../../', '../../../'];

/** A file that comes with the package, as "expected.json". */
export function packageFile(name: string): string {
  const files = UPWARDS.map((up) => fileURLToPath(new URL(up + name, import.meta.url)));
  return files.find((file) => existsSync(file)) ?? (files.at(-1) as string);
}
