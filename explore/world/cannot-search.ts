import type { Subject } from '../../port/subject.ts';

/** An engine needs what the subject cannot do. Its message is one line. */
export class CannotSearch extends Error {
  override readonly name: string = 'CannotSearch';

  /** `what` it cannot do, as "save its states". */
  constructor({ design }: Pick<Subject, 'design'>, what: string) {
    super(`${design}: it cannot ${what}, which this engine needs; use --engine random`);
  }
}
