/** What `iova-check list` lists, in its order. */
export const WHAT_THERE_IS = ['designs', 'policies', 'properties', 'bugs'] as const;
export type WhatThereIs = (typeof WHAT_THERE_IS)[number];
