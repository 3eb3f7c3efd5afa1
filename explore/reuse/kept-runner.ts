import type { TaskRunner } from '../checking/check.ts';
import type { RunnerOfDesigns } from '../checking/check-columns.ts';
import type { Trier } from '../checking/workers.ts';
import { contentKey } from '../keeping/content-key.ts';
import { KeptEntries, type KeepingTrouble } from '../keeping/kept-entries.ts';
import { OwnCode } from '../keeping/own-code.ts';
import { isCounterexample, isFindings } from './answer-schema.ts';
import { keyOfSubject, type SubjectKey } from './subject-key.ts';
import type { DesignRef } from '../loading/load-design.ts';
import type { Property } from '../../model/property.ts';

/** Why something is searched again, or will be. */
export type ReuseTrouble = KeepingTrouble | Extract<SubjectKey, { kind: 'unknown' }>;

/**
 * Makes runners that do again only what no earlier check has done: each task of a check, and each
 * run that is made simple, is kept by the key of all that it depends on.
 */
export class KeptRunners implements RunnerOfDesigns {
  readonly #others: RunnerOfDesigns;
  readonly #entries: KeptEntries;
  readonly #tell: (trouble: ReuseTrouble) => void;
  readonly #isFresh: boolean;
  #code: OwnCode | null = null;

  /**
   * @param others which do what is not kept
   * @param how `isFresh`: nothing is taken from what is kept, and all is kept anew
   */
  constructor(
    others: RunnerOfDesigns,
    folder: () => string,
    how: { readonly isFresh: boolean; readonly tell: (trouble: ReuseTrouble) => void },
  ) {
    this.#others = others;
    this.#tell = how.tell;
    this.#isFresh = how.isFresh;
    this.#entries = new KeptEntries(folder, how.tell);
  }

  on(design: DesignRef, properties: readonly Property[]): TaskRunner & Trier {
    const doer = this.#others.on(design, properties);
    const ids = properties.map(({ id }) => id).join();
    const { board } = doer;
    let subject: Promise<SubjectKey> | null = null;
    let fromCache = 0;
    /** What is asked for, from what is kept if it is there. */
    const once = async <T, N>(
      asked: readonly [job: string, of: object],
      isOfKind: (value: unknown) => value is T,
      answer: () => Promise<T | N>,
    ): Promise<T | N> => {
      subject ??= this.#keyOf(design);
      const of = await subject;
      if (of.kind === 'unknown') return answer();
      const [job, given] = asked;
      const key = contentKey([
        ['subject', of.key],
        ['properties', ids],
        [job, JSON.stringify(given)],
      ]);
      const kept = this.#isFresh ? null : this.#entries.read(key, isOfKind);
      if (kept !== null) {
        fromCache += 1;
        return kept;
      }
      const value = await answer();
      // What was cut short by time or by the user is not all that there is. The worker may have
      // loaded a file that was changed meanwhile.
      const isWhole = board.stopped === null && isOfKind(value);
      if (isWhole && (await of.isUnchanged())) this.#entries.write(key, value);
      return value;
    };
    return {
      ...doer,
      get fromCache() {
        return fromCache;
      },
      doTask: async (task, job, threads) =>
        // Several threads may use more memory, and so come further.
        once(['task', threads === 1 ? task : { ...task, threads }], isFindings, async () =>
          doer.doTask(task, job, threads),
        ),
      minimise: async (candidates) =>
        once(['minimise', candidates], isCounterexample, async () => doer.minimise(candidates)),
    };
  }

  /** Nothing more is asked. */
  close(): void {
    this.#entries.trim();
  }

  async #keyOf(design: DesignRef): Promise<SubjectKey> {
    this.#code ??= new OwnCode();
    const subject = await keyOfSubject(design, this.#code);
    if (subject.kind === 'unknown') this.#tell(subject);
    return subject;
  }
}
