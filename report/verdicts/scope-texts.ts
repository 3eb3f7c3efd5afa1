import { formatScope, type Scope } from '../../explore/run/scope.ts';

/** The scope without its callers: reports name them beside the verdict. */
export function scopeText(scope: Scope): string {
  return formatScope(scope).replace(/ callers=\S+/, '');
}

/** The texts of the scopes, each once, in order. */
export function scopeTexts(scopes: readonly Scope[]): readonly string[] {
  return [...new Set(scopes.map(scopeText))];
}
