/**
 * The names of all formats, in the order of the help. They lie apart from the formats, so that a
 * command that writes none need not load them.
 */
export const FORMAT_NAMES = [
  'json',
  'html',
  'junit',
  'ktap',
  'github',
  'github-summary',
  'gitlab',
  'sarif',
  'itf',
  'mail',
  'patchwork',
] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];
