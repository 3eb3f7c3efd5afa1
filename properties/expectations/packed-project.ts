import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Packed {
  readonly filename: string;
}

/** What a command wrote, and how it ended. */
interface Ended {
  readonly status: number | null;
  /** Standard output and standard error, without colours. */
  readonly said: string;
}

/**
 * A project of a user, in a folder of its own, that has installed the package as `npm publish`
 * would upload it. What was built is packed, and is not built anew.
 */
export class PackedProject {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'iova-check-packed-'));

  constructor() {
    const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', this.folder];
    const [packed] = JSON.parse(done('npm', pack, ROOT).stdout) as readonly [Packed];
    const project = { name: 'example', private: true, type: 'module' };
    writeFileSync(join(this.folder, 'package.json'), JSON.stringify(project));
    this.install(join(this.folder, packed.filename));
  }

  /** @throws Error if a package cannot be installed */
  install(...packages: readonly string[]): void {
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    done('npm', ['install', ...flags, ...packages], this.folder);
  }

  /** Copies a file of docs/examples/ into the project. */
  copyExample(name: string): void {
    copyFileSync(join(ROOT, 'docs/examples', name), join(this.folder, name));
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Runs a program that the project, or else this package, has installed. */
  run(program: string, ...args: readonly string[]): Ended {
    const own = join(this.folder, 'node_modules/.bin', program);
    const { status, stdout, stderr } = spawn(own, args, this.folder);
    return { status, said: stdout + stderr };
  }

  /** Checks the types of the project with the compiler of this package. */
  compile(): Ended {
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    const { status, stdout, stderr } = spawn(tsc, ['-p', this.folder], this.folder);
    return { status, said: stdout + stderr };
  }

  /** Runs a line of JavaScript in the project. */
  node(code: string): Ended {
    const args = ['--input-type=module', '-e', code];
    const { status, stdout, stderr } = spawn('node', args, this.folder);
    return { status, said: stdout + stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The range of versions of a package that this package is developed with. */
export function versionOf(name: string): string {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const version = devDependencies[name];
  if (version === undefined) throw new Error(`${name} is no dependency of this package`);
  return `${name}@${version}`;
}

/** The variables of this process, without those by which vitest knows its own processes. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV)/.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: '1' };
}

function spawn(program: string, args: readonly string[], cwd: string): SpawnSyncReturns<string> {
  const env = environment();
  return spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
}

function done(program: string, args: readonly string[], cwd: string): SpawnSyncReturns<string> {
  const ended = spawn(program, args, cwd);
  if (ended.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${ended.stderr}`);
  return ended;
}
