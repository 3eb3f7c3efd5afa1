/** Designs and the same in C, where the maple tree decides which changes need nodes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { iovaCheck } from '../cli/iova-check.ts';
import { whyNoKernel } from './debian-kernel.ts';
import { fixtureKernel } from './fixture-kernel.ts';

/** With 40 fillers the tree has two levels. */
const FILLERS = [0, 40];

/**
 * The search of 6.1 does not look whether the window has room, and refuses one of a page. It is
 * given the check of 6.12 here, so that nothing but the requests for nodes is left of 6.1.
 */
function checkWindow(folder: string): void {
  const file = join(folder, 'lib/maple_tree.c');
  const text = readFileSync(file, 'utf8');
  const checked = text.replaceAll(
    /if \(min >= max\)(?=\s+return -EINVAL;)/g,
    'if (min > max || max - min < size - 1)',
  );
  if (checked === text) throw new Error('the search has no such check');
  writeFileSync(file, checked);
}

function agree(name: string, folder: string, memory: string, fillers: number) {
  const scope = `calls=2,pages=4,refusals=2,memory=${memory},fillers=${fillers}`;
  const subject = `kernel:${folder}`;
  return iovaCheck('agree', name, subject, '--scope', scope, '--runs', '100', '--json');
}

describe.each(['6.1', '6.12'])('on the tree of Linux %s', (release) => {
  const missing = whyNoKernel(release);

  test.each(['hardened', 'llist'] as const)(
    '%s agrees with its C',
    (name) => {
      const tree = fixtureKernel(release, name);
      try {
        if (release === '6.1') checkWindow(tree.folder);
        for (const fillers of FILLERS) {
          const { status, out } = agree(name, tree.folder, `tree-${release}`, fillers);
          const { conclusion, memory, compared } = JSON.parse(out) as {
            readonly conclusion: string;
            readonly memory: string;
            readonly compared: Readonly<Record<string, { readonly requests: object }>>;
          };
          expect([status, conclusion, memory]).toEqual([0, 'ok', `tree-${release}`]);
          for (const kind of ['corpus', 'recordings', 'random']) {
            expect(Object.values(compared[kind]?.requests ?? {}).every((count) => count > 0)).toBe(
              true,
            );
          }
        }
      } finally {
        tree.remove();
      }
    },
    600_000,
  );

  test.skipIf(missing !== null)(
    'a scope that names another tree than that of the C is refused',
    () => {
      const tree = fixtureKernel(release, 'hardened');
      try {
        const other = release === '6.1' ? '6.12' : '6.1';
        const commands: readonly (readonly string[])[] = [
          ['agree', 'hardened', `kernel:${tree.folder}`],
          ['check', `kernel:${tree.folder}`],
          ['compare', 'hardened', `kernel:${tree.folder}`],
        ];
        for (const command of commands) {
          const { status, err } = iovaCheck(...command, '--scope', `cpus=1,memory=tree-${other}`);
          expect(status).toBe(2);
          expect(err).toContain(`asks for memory as that of Linux ${release} does`);
          expect(err).toContain(`say memory=tree-${release}`);
        }
      } finally {
        tree.remove();
      }
    },
  );
});

test.skipIf(whyNoKernel('6.1') !== null)(
  'hardened differs from its C on 6.1 where 6.1 searches in another way',
  () => {
    const tree = fixtureKernel('6.1', 'hardened');
    try {
      const { status, out } = agree('hardened', tree.folder, 'tree-6.1', 0);
      expect(status).toBe(1);
      const { difference } = JSON.parse(out) as { readonly difference: { readonly from: string } };
      expect(difference.from).toContain('memory=tree-6.1');
    } finally {
      tree.remove();
    }
  },
);
