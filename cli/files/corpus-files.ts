import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from './package-file.ts';

/** The runs that come with the package, in alphabetical order; those of seeded bugs are not. */
export function corpusFiles(): readonly string[] {
  const folder = packageFile('corpus');
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.toSorted().map((name) => join(folder, name));
}
