import { binaryenVersion, buildTools } from '../../explore/building/build-tools.ts';
import { examineKernel } from '../../explore/building/examine-kernel.ts';
import { kernelName } from '../../explore/building/kernel-name.ts';
import { pinnedKernel } from '../../explore/building/found-kernel.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { tryDesign } from '../../explore/loading/try-design.ts';
import { formatExamination, formatTools } from '../../report/kernel/examination-text.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { UserError } from '../process/user-error.ts';

/** Options of `iova-check doctor`. */
interface DoctorFlags {
  /** The kernel tree: a folder, or with `@`, a git revision of it. */
  readonly kernel?: string;
}

/**
 * `iova-check doctor --kernel DIR[@REVISION]`: what is there of what `check --kernel` needs. If all
 * of it is, the kernel is compiled, and makes a call.
 * @throws UserError, UnloadableKernel, FaultyDesign that says in a line why a check cannot work
 */
export async function doctorCommand({ kernel }: DoctorFlags): Promise<ExitCode> {
  const tools = await buildTools();
  print(formatTools(tools, { binaryen: binaryenVersion(), node: process.version }));
  const name = kernel === undefined ? null : kernelName(kernel);
  if (name !== null) print(formatExamination(await examineKernel(name)));
  const wrong = tools.find((tool) => tool.wrong !== null)?.wrong;
  if (wrong !== undefined && wrong !== null) throw new UserError(wrong);
  if (name === null) {
    print('\nThe tools are fit. --kernel DIR looks at a kernel tree, too.\n');
    return EXIT.ok;
  }
  const ref = { design: pinnedKernel(name), policy: null };
  tryDesign(ref, await loadDesign(ref));
  print(`\nIt compiles, and its first calls end: check --kernel ${kernel} can work.\n`);
  return EXIT.ok;
}
