import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { end, type TestServer } from './servers.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const KEY = 'only-for-this-test-0123';

/** A campaign that is disturbed. */
export interface Disturbed {
  readonly file: string;
  /** The working folder of the commands. */
  readonly folder: string;
  /** Null: the campaign lies in a folder. */
  readonly server: TestServer | null;
  /** Workers at a time. */
  readonly workers: number;
  readonly kills: number;
  /** Between two kills, in milliseconds; each waits for up to twice as long. */
  readonly betweenMs: number;
  /** Of the choices of what is killed, and when. */
  readonly seed: number;
}

/** What came of it. */
export interface AfterChaos {
  readonly killed: Readonly<Record<'worker' | 'coordinator' | 'server', number>>;
  /** The document of `campaign merge --json`. */
  readonly document: string;
  /** What commands said that ended with another code than 0, 1 or 3. */
  readonly complaints: readonly string[];
}

/** Starts a campaign, and kills what works on it, again and again; then it ends and is merged. */
export async function disturb(chaos: Disturbed): Promise<AfterChaos> {
  const { server, kills } = chaos;
  const draw = generator(chaos.seed);
  const killed = { worker: 0, coordinator: 0, server: 0 };
  const complaints: string[] = [];
  const name = startWhole(chaos);
  const workers: ChildProcess[] = [];
  const hire = (): void => void workers.push(run(chaos, ['worker', name], complaints));
  const hired = server === null && kills === 0 ? 0 : chaos.workers;
  for (let at = 0; at < hired; at += 1) hire();
  for (let kill = 0; kill < kills && !workers.some(isDone); kill += 1) {
    await pause(draw() * 2 * chaos.betweenMs);
    const dice = draw();
    if (dice < 0.15) {
      const coordinator = run(chaos, ['start', chaos.file, ...place(chaos)], complaints);
      await pause(draw() * 2000);
      await end(coordinator);
      killed.coordinator += 1;
    } else if (dice < 0.35 && server !== null) {
      await server.kill();
      await pause(draw() * chaos.betweenMs);
      await server.restart();
      killed.server += 1;
    } else {
      const victim = workers.splice(Math.floor(draw() * workers.length), 1)[0];
      if (victim !== undefined) await end(victim);
      hire();
      killed.worker += 1;
    }
  }
  await Promise.all(workers.map(async (worker) => ended(worker)));
  return { killed, document: mergedDocument(chaos, name), complaints };
}

/** Starts the campaign. @returns its name */
function startWhole(chaos: Disturbed): string {
  if (chaos.server === null) {
    // Undisturbed, it does all shards; otherwise it stops soon.
    const some = chaos.kills === 0 ? [] : ['--saturation', '1'];
    call(chaos, ['start', chaos.file, '--local', FOLDER, ...some]);
    return FOLDER;
  }
  return (
    /^campaign (?<id>[0-9a-f]+):/.exec(call(chaos, ['start', chaos.file]))?.groups?.['id'] ?? ''
  );
}

const FOLDER = 'kept';

function place({ server }: Pick<Disturbed, 'server'>): readonly string[] {
  return server === null ? ['--local', FOLDER] : [];
}

/** The document that `campaign merge --json` prints. */
function mergedDocument(chaos: Pick<Disturbed, 'folder' | 'server'>, name: string): string {
  return call(chaos, ['merge', name, '--json', '--jobs', '1']);
}

function call(chaos: Pick<Disturbed, 'folder' | 'server'>, args: readonly string[]): string {
  const all = [MAIN, 'campaign', ...args, ...options(chaos)];
  const { stdout, stderr, status } = spawnSync('node', all, {
    cwd: chaos.folder,
    env: environment(),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (![0, 1, 3].includes(status ?? -1)) throw new Error(`${args.join(' ')}: ${status}: ${stderr}`);
  return stdout;
}

function options({ server }: Pick<Disturbed, 'server'>): readonly string[] {
  return server === null ? [] : ['--queue', server.address, '--lock', '1'];
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, CI: 'true', IOVA_CHECK_KEY: KEY };
}

function run(chaos: Disturbed, args: readonly string[], complaints: string[]): ChildProcess {
  const all = [MAIN, 'campaign', ...args, ...options(chaos), '--jobs', '1'];
  const child = spawn('node', all, { cwd: chaos.folder, env: environment(), stdio: 'pipe' });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said += String(data);
  });
  child.stdout.resume();
  child.on('exit', (code) => {
    if (code !== null && ![0, 1, 3].includes(code)) complaints.push(`${code}: ${said}`);
  });
  return child;
}

function isDone({ exitCode }: ChildProcess): boolean {
  return exitCode === 0;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Numbers from 0 (inclusive) to 1 (exclusive) that depend on the seed alone: mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
