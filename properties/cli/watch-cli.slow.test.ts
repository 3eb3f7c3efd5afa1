/** `compare --watch`: what it prints when a file changes, and how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { iovaCheck, MAIN } from './iova-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'iova-check-'));
const started: ChildProcess[] = [];

afterAll(() => {
  // A test that failed leaves its process. A signal has it end its round as well.
  for (const child of started) child.kill('SIGTERM');
  rmSync(folder, { recursive: true });
});

const SCOPE = ['--scope', 'cpus=1,calls=2,pages=2,refusals=1,reserve=off,teardown=off'];
const FEW = ['--callers', 'well-behaved', '--engine', 'shortest', '--property', 'WRK-1'];
const SMALL = [...SCOPE, ...FEW, '--jobs', '1'];
/** A search that does not end by itself. */
const HUGE = ['--scope', 'cpus=4,calls=12,pages=16,refusals=8', '--property', 'MEM-2'];
const SAME = 'no difference in 1 verdict';
const WORSE = 'B refuses what A grants after the same calls';

/** Writes a file as some editors do: under another name first. */
function write(name: string, text: string): void {
  writeFileSync(join(folder, `${name}~`), text);
  renameSync(join(folder, `${name}~`), join(folder, name));
}

/** The text of a design whose work arms itself again, or does not. */
function variation(arms: boolean): string {
  return `import { llist, step } from 'iova-check';
    const rearm = () => step('iova_deferred_free_work: re-arm', () => undefined);
    export default { ...llist, name: 'mine', rearm: ${arms ? 'llist.rearm' : 'rearm'} };`;
}

class Watched {
  /** All that was printed, or all after what was waited for last. */
  rest = '';
  readonly #child: ChildProcess;

  constructor(...args: readonly string[]) {
    this.#child = spawn('node', [MAIN, 'compare', ...args, '--watch'], { cwd: folder });
    started.push(this.#child);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.rest += text));
    }
  }

  /** Waits until all of it is printed, one after the other. Returns what stands in between. */
  async prints(...texts: readonly string[]): Promise<string> {
    let between = '';
    for (const text of texts) {
      while (!this.rest.includes(text)) {
        expect(this.#child.exitCode ?? this.#child.signalCode, this.rest).toBe(null);
        await later(20);
      }
      const [before = '', ...after] = this.rest.split(text);
      between += before;
      this.rest = after.join(text);
    }
    return between;
  }

  async endsAfter(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    const [status] = (await once(this.#child, 'close')) as [number | null];
    return status;
  }
}

describe('compare --watch', () => {
  test('compare --watch compares again when an imported file changes', async () => {
    write('imported.ts', variation(false));
    write('top.ts', "export { default } from './imported.ts';");
    const watched = new Watched('llist', 'top.ts', ...SMALL);
    await watched.prints(WORSE, 'waiting for a change of top.ts (Ctrl-C ends)\n');
    write('imported.ts', variation(true));
    await watched.prints('imported.ts changed: running again\n', SAME, 'waiting for a change');
    expect(await watched.endsAfter('SIGINT')).toBe(0);
    expect(watched.rest).toBe(' of top.ts (Ctrl-C ends)\n');
  });

  test('compare --watch goes on after a mistake in a file', async () => {
    const watched = new Watched('late.ts', 'llist', ...SMALL);
    await watched.prints('late.ts: there is no such file', 'waiting for a change of late.ts');
    write('late.ts', "process.kill(process.pid, 'SIGKILL');");
    await watched.prints('SIGKILL ended the search from outside', 'waiting for a change');
    write('late.ts', variation(false));
    await watched.prints('B keeps every property that A keeps', 'waiting for a change');
    write('late.ts', 'export default {');
    const between = await watched.prints('late.ts: does not load', 'waiting for a change');
    expect(between).toMatch(/changed: running again\niova-check: : [^\n]*\n$/);
    expect(await watched.endsAfter('SIGTERM')).toBe(2);
  });

  test('compare --watch cuts a comparison short when a file changes meanwhile', async () => {
    write('busy.ts', variation(true));
    const out = join(folder, 'out');
    const watched = new Watched('llist', 'busy.ts', ...HUGE, '--jobs', '1', '--out', out);
    // The folder is made only after the signal handlers are installed.
    // A second later it was seen to take files, too.
    while (!existsSync(out) || Date.now() - statSync(out).mtimeMs < 1000) await later(20);
    rmSync(out, { recursive: true });
    write('busy.ts', variation(false));
    expect(await watched.prints('busy.ts changed: running again\n')).toBe('');
    while (!existsSync(out)) await later(20);
    expect([1, 3]).toContain(await watched.endsAfter('SIGINT'));
    expect(watched.rest).toContain('interrupted');
    expect(watched.rest).not.toMatch(/waiting for a change|running again/);
  });

  test('compare --watch says in one line what no change of a file can mend', () => {
    for (const args of [
      ['llist', 'marker'],
      ['llist', 'mine.ts', '--json'],
      ['llist', 'mine.ts', '--scope', 'cpus=0'],
      ['llist', 'mine.ts:nosuch'],
      ['nosuch', 'mine.ts'],
    ]) {
      const { status, err, out } = iovaCheck('compare', ...args, '--watch');
      expect([status, err.trimEnd().split('\n').length, out]).toEqual([2, 1, '']);
    }
  });
});
