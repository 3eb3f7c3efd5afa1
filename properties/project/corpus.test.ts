/** Runs worth keeping. Each must show, on the design on which it was found, what its file says. */
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { replay } from '../../explore/world/replay.ts';
import { formatRun, readRun } from '../../explore/run/run-file.ts';
import { propertiesWith } from '../../model/properties/all.ts';

const CORPUS = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'corpus');
const names = readdirSync(CORPUS).filter((name) => name.endsWith('.json'));

describe('a run of the corpus', () => {
  test.each(names)('a run of the corpus shows what its file says: %s', async (name) => {
    const text = readFileSync(join(CORPUS, name), 'utf8');
    const run = readRun(text, `corpus/${name}`);
    const design = await loadDesign(run);
    const properties = propertiesWith(run.expect?.property ?? null);
    expect(replay(twinSubject(design, properties), run).kind).toBe('as expected');
    // The file is written as `shrink` and `--out` write it, so that files can be compared.
    expect(formatRun(run)).toBe(text);
  });

  test('the corpus is not empty', () => {
    expect(names.length).toBeGreaterThan(0);
  });
});
