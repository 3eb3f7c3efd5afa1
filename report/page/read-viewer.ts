import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Viewer } from './page-html.ts';

/** From this file to the viewer: from what is built of it, and from its source. */
const FOLDERS = ['../../page/', '../../dist/page/'];

/** The viewer that is part of the package. @throws Error if the package was not built */
export function readViewer(): Viewer {
  const folders = FOLDERS.map((folder) => new URL(folder, import.meta.url));
  const built = folders.find((folder) => existsSync(fileURLToPath(new URL('viewer.js', folder))));
  if (built === undefined) throw new Error('the viewer is not built: npm run build makes it');
  const read = (name: string): string => readFileSync(fileURLToPath(new URL(name, built)), 'utf8');
  return { script: read('viewer.js'), style: read('viewer.css') };
}
