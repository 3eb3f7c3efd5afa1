/** A kernel tree that does not load as a design. The message is one line. */
export class UnloadableKernel extends Error {
  override readonly name: string = 'UnloadableKernel';
}
