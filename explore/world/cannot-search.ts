import type { Subject } from '../../port/subject.ts';

/**
 * An engine needs something that the system of the subject cannot do. The message is one line. It
 * says only what: whoever has an option to avoid it adds that.
 */
export class CannotSearch extends Error {
  override readonly name: string = 'CannotSearch';

  readonly design: string;
  /** What the system cannot do: "save its states". */
  readonly what: string;

  constructor({ design }: Pick<Subject, 'design'>, what: string) {
    super(`${design}: it cannot ${what}`);
    this.design = design;
    this.what = what;
  }
}
