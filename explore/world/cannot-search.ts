import type { Subject } from '../../port/subject.ts';

/** An engine needs something that the system of the subject cannot do. The message is one line. */
export class CannotSearch extends Error {
  override readonly name: string = 'CannotSearch';

  /** @param what the system cannot do: "save its states" */
  constructor({ design }: Pick<Subject, 'design'>, what: string) {
    super(`${design}: it cannot ${what}, which this engine needs; use --engine random`);
  }
}
