import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/** A server for queues on loopback, on a free port, with its data in a folder. */
export interface TestServer {
  readonly address: string;
  /** As after a loss of power: it has no time to write anything. */
  kill(): Promise<void>;
  /** After `kill()`, with what it had kept. */
  restart(): Promise<void>;
}

export const SERVERS = ['redis', 'postgres'] as const;
export type ServerName = (typeof SERVERS)[number];

/** Why the server cannot be started here; null: it can. */
export function whyNoServer(name: ServerName): string | null {
  if (name === 'redis') {
    const { error } = spawnSync('redis-server', ['--version']);
    return error === undefined ? null : 'redis-server is not installed';
  }
  return postgresFolder() === null ? 'postgresql is not installed' : null;
}

/** @param settings of Redis, as "--maxmemory-policy", "allkeys-lru" */
export async function startServer(
  name: ServerName,
  folder: string,
  settings: readonly string[] = [],
): Promise<TestServer> {
  const port = await freePort();
  return name === 'redis' ? startRedis(folder, port, settings) : startPostgres(folder, port);
}

async function startRedis(
  folder: string,
  port: number,
  settings: readonly string[],
): Promise<TestServer> {
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const args = [...own, ...(settings.length > 0 ? settings : ['--appendonly', 'yes'])];
  let child: ChildProcess | null = null;
  const restart = async (): Promise<void> => {
    child = spawn('redis-server', args, { stdio: 'ignore' });
    await answersOn(port);
  };
  await restart();
  return {
    address: `redis://127.0.0.1:${port}`,
    restart,
    kill: async () => {
      if (child !== null) await end(child);
      child = null;
    },
  };
}

/** Debian's server, which does not run as root. */
async function startPostgres(folder: string, port: number): Promise<TestServer> {
  const bin = postgresFolder() as string;
  const data = join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  if (process.getuid?.() === 0) {
    const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres']));
    chownSync(folder, id('-u'), id('-g'));
  }
  asPostgres(join(bin, 'initdb'), '-D', data, '-A', 'trust', '-U', 'postgres', '-N');
  const control = (...args: readonly string[]): void =>
    asPostgres(join(bin, 'pg_ctl'), '-D', data, ...args);
  const options = `-p ${port} -h 127.0.0.1 -k ${folder}`;
  const restart = (): Promise<void> => {
    control('-w', '-l', join(folder, 'log'), '-o', options, 'start');
    return Promise.resolve();
  };
  await restart();
  return {
    address: `postgres://postgres@127.0.0.1:${port}/postgres`,
    restart,
    // It ends at once, and recovers at the next start.
    kill: () => Promise.resolve(control('-m', 'immediate', 'stop')),
  };
}

function asPostgres(command: string, ...args: readonly string[]): void {
  const as = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  const [first, ...rest] = [...as, command, ...args] as [string, ...string[]];
  execFileSync(first, rest, { cwd: '/', stdio: 'ignore' });
}

/** The folder that has initdb and pg_ctl; null: there is none. */
function postgresFolder(): string | null {
  const versions = ['18', '17', '16', '15', '14', '13'];
  const folders = versions.map((version) => `/usr/lib/postgresql/${version}/bin`);
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const PATIENCE_MS = 10_000;

async function answersOn(port: number): Promise<void> {
  const untilMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (performance.now() > untilMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      socket.destroy();
    }
  }
}

/** Ends a process at once, whatever it does. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
