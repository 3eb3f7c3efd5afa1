import { execFile } from 'node:child_process';
import { UnloadableKernel } from './unloadable-kernel.ts';

/** How to get what a build needs. */
const INSTALL = 'install clang and lld, 14 or newer (Debian: apt-get install clang lld)';

/**
 * Runs a compiler or a linker in the folder.
 * @param subject the kernel tree, for messages
 * @throws UnloadableKernel with what the tool says first, in one line
 */
export async function runTool(
  subject: string,
  folder: string,
  tool: string,
  given: readonly string[],
): Promise<void> {
  await new Promise<void>((done, fail) => {
    execFile(tool, given, { cwd: folder, encoding: 'utf8' }, (error, _out, said) => {
      if (error === null) done();
      else if (error.code === 'ENOENT') {
        fail(new UnloadableKernel(`${subject}: there is no ${tool}: ${INSTALL}`));
      } else fail(new UnloadableKernel(`${subject}: ${firstError(tool, said)}`));
    });
  });
}

const NO_HEADER = /^(?<at>[^\n:]+:\d+):\d+: fatal error: '(?<header>[^']+)' file not found/m;
const COMPILER = /^(?<at>[^\n:]+:\d+):\d+: (?:fatal )?error: (?<what>.*)$/m;
const NO_SYMBOL = /undefined symbol: (?<symbol>\S+)/;

/** The first error in what the tool printed, in our words where they help. */
function firstError(tool: string, said: string): string {
  const { at = '', header } = NO_HEADER.exec(said)?.groups ?? {};
  if (header !== undefined) {
    return `${at} includes <${header}>, for which there is no stand-in (docs/kernel.md)`;
  }
  const compiler = COMPILER.exec(said)?.groups;
  if (compiler !== undefined) return `${compiler['at']}: ${tool} says: ${compiler['what']}`;
  const { symbol } = NO_SYMBOL.exec(said)?.groups ?? {};
  if (symbol !== undefined) {
    return `it uses ${symbol}(), for which there is no stand-in (docs/kernel.md)`;
  }
  const first = said.split('\n').find((line) => line.trim() !== '');
  return `${tool} fails: ${first ?? 'it says nothing'}`;
}
