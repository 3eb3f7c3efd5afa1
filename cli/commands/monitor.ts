import { loadDesign } from '../../explore/loading/load-design.ts';
import { formatMonitor } from '../../report/monitor/monitor.ts';
import { requireWritable, writeText } from '../files/text-files.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { UserError } from '../process/user-error.ts';

/** `within`: the bound, in jiffies of 1 ms; absent: that of the design. */
interface MonitorFlags {
  readonly within?: number;
  readonly out?: string;
}

/** `iova-check monitor [DESIGN]`: an automaton for the kernel's runtime verification. */
export async function monitorCommand(
  name: string | undefined,
  { within, out }: MonitorFlags,
): Promise<ExitCode> {
  if (out !== undefined) requireWritable(out);
  const jiffies = within ?? (await boundOf(name));
  const text = formatMonitor(`${jiffies} ms`);
  if (out === undefined) print(text);
  else writeText(out, text);
  return EXIT.ok;
}

/** The bound that the design promises. */
async function boundOf(name: string | undefined): Promise<number> {
  if (name === undefined) throw new UserError('monitor: name a design, or give --within');
  const { traits } = await loadDesign({ design: name, policy: null });
  const { recoveryJiffies } = traits;
  if (recoveryJiffies === null) {
    throw new UserError(`${name}: it promises no bound; give one with --within, as in --within 2s`);
  }
  if (recoveryJiffies === 0) {
    throw new UserError(`${name}: it defers nothing; give the bound of another with --within`);
  }
  return recoveryJiffies;
}
