import { basename, resolve } from 'node:path';

const PREFIX = 'kernel:';

/** The subject of a kernel tree, as commands take it: "kernel:DIR". */
export function kernelName(folder: string): string {
  return `${PREFIX}${folder}`;
}

/** Whether the name of a subject is that of a kernel tree. */
export function isKernelName(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** The folder of the kernel tree. */
export function folderOfKernel(name: string): string {
  return name.slice(PREFIX.length);
}

/** The name that runs of the tree carry: letters, digits, ".", "_" and "-", at most 64. */
export function designNameOf(folder: string): string {
  const base = basename(resolve(folder)).replaceAll(/[^A-Za-z0-9._-]/g, '-');
  return `kernel-${base}`.slice(0, 64);
}
