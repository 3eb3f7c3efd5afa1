/** Texts by key. Others may insert at the same time; what is there never changes. */
export interface EntryStore {
  /** Keeps the text unless there is one of that key already. Returns the text that is there now. */
  insert(key: string, text: string): Promise<string>;
  /** Null: there is none of that key. */
  read(key: string): Promise<string | null>;
}
