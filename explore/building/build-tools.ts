import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UnloadableKernel } from './unloadable-kernel.ts';

/** The programs that build a module. */
const TOOLS = ['clang', 'wasm-ld'] as const;
type ToolName = (typeof TOOLS)[number];

/** The oldest major version of each. */
const OLDEST = 14;
const INSTALL = `install clang and lld, ${OLDEST} or newer (Debian: apt-get install clang lld)`;

/** A program as it is found here. */
export interface BuildTool {
  readonly name: ToolName;
  /** What it says of its version, one line; null: it does not run. */
  readonly says: string | null;
  /** Why it cannot be used, and what to do; null: it can. */
  readonly wrong: string | null;
}

/** What a program printed. */
interface Ran {
  readonly ended: 'well' | 'badly' | 'not there';
  readonly out: string;
  readonly err: string;
}

/** Runs a program in the folder. */
export async function runTool(name: ToolName, args: readonly string[], cwd?: string): Promise<Ran> {
  return new Promise((done) => {
    execFile(name, args, { cwd, encoding: 'utf8' }, (error, out, err) => {
      const isThere = error === null || !['ENOENT', 'EACCES'].includes(String(error.code));
      done({ ended: error === null ? 'well' : isThere ? 'badly' : 'not there', out, err });
    });
  });
}

let found: Promise<readonly BuildTool[]> | null = null;

/** The programs as they are found here; this is looked up once. */
export async function buildTools(): Promise<readonly BuildTool[]> {
  found ??= Promise.all(TOOLS.map(lookUp));
  return found;
}

async function lookUp(name: ToolName): Promise<BuildTool> {
  const { ended, out } = await runTool(name, ['--version']);
  if (ended === 'not there') {
    return { name, says: null, wrong: `there is no ${name}: ${INSTALL}` };
  }
  const says = out.split('\n', 1).join().trim();
  const major = /(?:version|LLD) (?<major>\d+)\./.exec(says)?.groups?.['major'];
  if (ended === 'badly' || major === undefined) {
    return { name, says, wrong: `${name} --version names no version: ${INSTALL}` };
  }
  const wrong = Number(major) < OLDEST ? `${name} has version ${major}: ${INSTALL}` : null;
  return { name, says, wrong };
}

/** The version of Binaryen that is installed with this package. */
export function binaryenVersion(): string {
  const main = createRequire(import.meta.url).resolve('binaryen');
  const { version } = JSON.parse(readFileSync(join(dirname(main), 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}

/**
 * All versions that what is built depends on.
 * @param subject the kernel tree, for messages
 * @throws UnloadableKernel if a program is missing or too old
 */
export async function toolVersions(subject: string): Promise<string> {
  const tools = await buildTools();
  const wrong = tools.find((tool) => tool.wrong !== null);
  if (wrong !== undefined) throw new UnloadableKernel(`${subject}: ${wrong.wrong}`);
  return [...tools.map(({ says }) => says), `binaryen ${binaryenVersion()}`].join('\n');
}
