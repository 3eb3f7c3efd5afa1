import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { knownDesigns } from '../../impl/designs/known.ts';
import { iovaCheck } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));

afterAll(() => rmSync(folder, { recursive: true }));

/**
 * The time limit for all default scopes. A slow machine takes several times as long as a fast one.
 */
const HUNG_MS = 900_000;

test(
  'the verdict matrix is the one that is checked in, and its report passes: well-behaved callers',
  () => {
    const report = join(folder, 'report.ktap');
    // Well-behaved callers only: those of careless ones take another two minutes.
    const asked = ['--callers', 'well-behaved', '--jobs', '2'];
    const { status, out, err } = iovaCheck(...asked, '--report', `ktap=${report}`);
    expect(out + err).toContain('Every cell is as in expected.json.');
    expect(status).toBe(0);
    const text = readFileSync(report, 'utf8');
    expect(text).not.toMatch(/^ *not ok /m);
    // Each design, and in addition the reviewed revision under the proposed policy.
    expect(text.match(/^ok /gm)).toHaveLength(knownDesigns.length + 1);
    expect(text).toContain('#   violated, as accepted:\n');
  },
  HUNG_MS,
);
