/** A policy that cannot be consulted: it throws, or its answers are no answers. One line. */
export class MalformedPolicy extends Error {
  override readonly name: string = 'MalformedPolicy';
}
