import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Source } from './kernel-tree.ts';

/** The headers of the kernel, without `linux/` and `.h`, that `c/stand-ins/all.h` stands for. */
const HEADERS = [
  'atomic',
  'bitops',
  'bug',
  'build_bug',
  'cache',
  'compiler',
  'compiler_types',
  'container_of',
  'cpu',
  'cpuhotplug',
  'dma-mapping',
  'err',
  'errno',
  'export',
  'gfp',
  'init',
  'jiffies',
  'kernel',
  'kmemleak',
  'limits',
  'list',
  'lockdep',
  'log2',
  'minmax',
  'module',
  'mutex',
  'percpu',
  'printk',
  'rcupdate',
  'slab',
  'smp',
  'spinlock',
  'stddef',
  'types',
  'workqueue',
];

/** The folder of the package that has our C files; the built suite lies one folder deeper. */
function folderOfC(): URL {
  const besides = new URL('../../c/', import.meta.url);
  return existsSync(besides) ? besides : new URL('../../../c/', import.meta.url);
}

function filesOf(room: string): readonly Source[] {
  const folder = new URL(`${room}/`, folderOfC());
  return readdirSync(fileURLToPath(folder))
    .toSorted()
    .map((name) => ({
      path: `c/${room}/${name}`,
      text: readFileSync(new URL(name, folder), 'utf8'),
    }));
}

/** Our C files, and the headers that bring them to the kernel's files. */
export function readStandIns(): readonly Source[] {
  const headers = HEADERS.map((name) => ({
    path: `include/linux/${name}.h`,
    text: '#include "../../c/stand-ins/all.h"\n',
  }));
  return [...filesOf('stand-ins'), ...filesOf('runtime'), ...headers];
}
