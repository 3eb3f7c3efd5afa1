/**
 * What a result amounts to: the name of an exit code. Of several, the one that comes first here
 * wins.
 */
export const CONCLUSIONS = ['run', 'violated', 'inconclusive', 'ok'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

/** What several results amount to together; `ok` if there are none. */
export function gravest(conclusions: readonly Conclusion[]): Conclusion {
  return CONCLUSIONS.find((one) => conclusions.includes(one)) ?? 'ok';
}
