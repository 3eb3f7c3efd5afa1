import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KeyPart } from './content-key.ts';

/** The packages that take part in a search: they draw random runs, and strip types. */
const PACKAGES = ['fast-check', 'pure-rand', '@swc/wasm-typescript'];

/** What runs our code: Node, and the packages that are installed. */
export function toolKey(): readonly KeyPart[] {
  return [
    ['node', `${process.version} ${process.arch}`],
    ...PACKAGES.map((name) => [name, packageFile(name)] as const),
  ];
}

/** The `package.json` of a package, as Node would find it from here; '': there is none. */
function packageFile(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, 'node_modules', name, 'package.json');
    if (existsSync(file)) return readFileSync(file, 'utf8');
    const above = dirname(folder);
    if (above === folder) return '';
    folder = above;
  }
}
