import type { TextId } from './page-document.ts';

/** Texts, each once. */
export interface TextTable {
  readonly texts: readonly string[];
  /** The place of the text, which is added if it is new. */
  readonly idOf: (text: string) => TextId;
}

/** An empty table. */
export function textTable(): TextTable {
  const texts: string[] = [];
  const ids = new Map<string, TextId>();
  return {
    texts,
    idOf: (text) => {
      const known = ids.get(text);
      if (known !== undefined) return known;
      ids.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}
