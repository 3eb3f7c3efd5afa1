import type { Run } from '../../explore/run/run.ts';

/** What a reporter wants written; it writes nothing itself. */
export type Output =
  /** To standard output. */
  | { readonly kind: 'text'; readonly text: string }
  /** A line for standard error. */
  | { readonly kind: 'notice'; readonly line: string }
  | { readonly kind: 'file'; readonly file: string; readonly text: string }
  /** Unless the file has a shorter run of the same signature. */
  | { readonly kind: 'run'; readonly file: string; readonly run: Run };

/** What a reporter wants done before the work begins, so that the work is not lost. */
export type Preparation =
  /** To standard output. */
  | { readonly kind: 'text'; readonly text: string }
  /** Must be there, and take files. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** A report of every case as not judged: a check that somebody kills leaves this one. */
  | { readonly kind: 'report'; readonly file: string; readonly text: string };
