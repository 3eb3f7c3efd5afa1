/**
 * The C code of a kernel cannot be run here any further. The message is one line for its author.
 */
export class UnfitKernel extends Error {
  override readonly name: string = 'UnfitKernel';
}
