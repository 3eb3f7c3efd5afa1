/** What `iova-check list` lists, in its order. */
export const LISTABLE = ['designs', 'policies', 'properties', 'bugs'] as const;
export type Listable = (typeof LISTABLE)[number];
