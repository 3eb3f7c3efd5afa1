/** The version of iova-check, that of `package.json`. */
export const VERSION = '0.1.0';
