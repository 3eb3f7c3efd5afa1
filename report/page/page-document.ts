/**
 * What the interactive page shows, as plain JSON. `page/` shows it and knows nothing else of the
 * suite. It imports nothing, so that it can be read with the types of a browser.
 *
 * Texts that repeat are in one table, `texts`; a `TextId` is an index into it. Pages are numbered
 * from 0, the lowest of the space, and steps from 1; state 0 is the one before the first step.
 */
export interface PageDocument {
  readonly format: 'iova-check page';
  readonly version: 1;
  /** "iova-check 0.1.0" */
  readonly tool: string;
  readonly title: string;
  readonly texts: readonly string[];
  /** The sentence of each property that is named, by its id, in the order of reports. */
  readonly properties: Readonly<Record<string, string>>;
  /** Null: no matrix was checked. */
  readonly matrix: PageMatrix | null;
  readonly runs: readonly PageRun[];
  readonly plots: readonly PagePlot[];
}

/** An index into `PageDocument.texts`, from 0. */
export type TextId = number;

/** What a check found, a suite a column. */
export interface PageMatrix {
  readonly columns: readonly PageMatrixColumn[];
  readonly rows: readonly PageMatrixRow[];
}

export interface PageMatrixColumn {
  /** "llist (flat-10ms), well-behaved callers" */
  readonly name: string;
  /** The scopes that were exhausted; cells name them by their numbers, from 1. */
  readonly exhausted: readonly string[];
}

/** The cells of a row are in the order of the columns; null: the column has no such case. */
export interface PageMatrixRow {
  readonly name: string;
  readonly cells: readonly (PageMatrixCell | null)[];
}

export interface PageMatrixCell {
  readonly outcome: 'passed' | 'failed' | 'inconclusive' | 'skipped';
  /** "holds in 4 scopes", or how often it is violated. */
  readonly text: string;
  /** The ids of the runs that break it. */
  readonly runs: readonly string[];
}

/** A figure about a retry policy, as SVG whose colours are those of the page. */
export interface PagePlot {
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly text: string;
  readonly svg: string;
}

/** A run that was replayed. */
export interface PageRun {
  /** Unique in the document; letters, digits and hyphens: the first part of a link to a step. */
  readonly id: string;
  /** "llist (flat-10ms)" */
  readonly design: string;
  readonly callers: string;
  /** The breach that the run is about; null: it breaks nothing. */
  readonly breach: PageBreach | null;
  /** How its replay ended, in a sentence; empty: nobody asked. */
  readonly ending: string;
  /** Not if it cannot be followed, or shows something other than its file says. */
  readonly isAsSaid: boolean;
  readonly note: string;
  /** What is known of the signature; empty: nothing is. */
  readonly known: string;
  readonly length: PageLength;
  readonly scope: string;
  /** The arguments of `iova-check replay`; null: the run is in no file. */
  readonly file: string | null;
  readonly space: PageSpace;
  /** How the design keeps what it defers; null: it never defers. */
  readonly deferral: 'on a list' | 'marked in place' | null;
  /** Contexts, as "cpu0", in the order of rows. */
  readonly lanes: readonly string[];
  readonly calls: readonly PageCall[];
  /** Names of the parts of the state, in the order of rows. */
  readonly fields: readonly string[];
  readonly first: PageChange;
  readonly steps: readonly PageStep[];
  /** The calls alone, as lines of C. */
  readonly inC: readonly string[];
  /** What decided that it breaks; null: it breaks nothing, or nobody has explained it. */
  readonly explanation: PageExplanation | null;
}

/** How long a run is: what makes it simpler comes first. */
export interface PageLength {
  readonly calls: number;
  /** Requests for memory that are refused. */
  readonly refusals: number;
  /** Context switches. */
  readonly switches: number;
  readonly steps: number;
}

export interface PageSpace {
  readonly pages: number;
  /** The first page above 4 GiB, from 0. */
  readonly line: number;
}

export interface PageBreach {
  readonly property: string;
  readonly signature: string;
  readonly why: string;
}

export interface PageExplanation {
  readonly decided: string;
  /** What would have avoided it; empty: it is not known, or nothing would. */
  readonly instead: string;
  /** The step that decided it; null: it is not known, or no step did. */
  readonly step: number | null;
  /** The id of the nearest run that passes: up to that step it is the same; null: none is known. */
  readonly neighbour: string | null;
}

/** A call, from its first step to its last, both inclusive. */
export interface PageCall {
  /** The letter of what it gets; null: it gets no range. */
  readonly name: string | null;
  readonly lane: number;
  readonly text: string;
  readonly from: number;
  /** Null: it has not ended. */
  readonly to: number | null;
  /** "[-1]", "NULL" or empty. */
  readonly result: string;
  readonly outcome: 'granted' | 'refused' | 'done' | 'open';
}

/** What becomes different. */
export interface PageChange {
  /** Pages that are used in another way. */
  readonly pages?: readonly PaintedSpan[];
  /** Parts of the state, with their new values: indices into `fields`, and texts. */
  readonly set?: readonly (readonly [field: number, value: TextId])[];
}

/** How pages are used. `held`: granted, or being given back. `stray`: in the tree for nobody. */
export type PageUseKind = 'free' | 'held' | 'reserved' | 'filler' | 'deferred' | 'cached' | 'stray';

/** Pages from `lo` to `hi`, inclusive; `call`: whose they are, where a call has them. */
export type PaintedSpan = readonly [lo: number, hi: number, use: PageUseKind, call?: number];

/** One action, and what it did. */
export interface PageStep extends PageChange {
  /** The context; -1: it happens to all of them, as time does. */
  readonly lane: number;
  /** The C function and the place in it, or what happens to all contexts. */
  readonly at: TextId;
  /** What came of it; absent: nothing to tell. */
  readonly effect?: TextId;
  /** Where it is in the source, as "iova.c:412"; absent: it is no compiled C. */
  readonly line?: string;
  /** One request for memory is refused in it. */
  readonly refused?: true;
  /** So many milliseconds pass. */
  readonly passesMs?: number;
  /** Lines of the kernel log. */
  readonly log?: readonly TextId[];
  readonly breaks?: readonly PageBreach[];
  /** Properties whose situation occurs in it. */
  readonly witnessed?: readonly string[];
}
