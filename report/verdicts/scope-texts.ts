import { formatScope, type Scope } from '../../explore/run/scope.ts';

/** The scope, but for who calls: reports say that beside the verdict. */
export function scopeText(scope: Scope): string {
  return formatScope(scope).replace(/ callers=\S+/, '');
}

/** Each scope once, whoever calls. */
export function scopeTexts(scopes: readonly Scope[]): readonly string[] {
  return [...new Set(scopes.map(scopeText))];
}
