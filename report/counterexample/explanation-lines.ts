import type { Deciding, Explanation } from '../../explore/explaining/explain-run.ts';
import { descriptionOf } from '../../port/call-table.ts';
import { labelledText } from '../text/labelled-text.ts';

/** What decided it and what would have avoided it, as lines of a headline. */
export function explanationLines(explanation: Explanation, property: string): readonly string[] {
  return explanationTexts(explanation, property).flatMap(({ label, text }) =>
    labelledText(label, text),
  );
}

/** The same, a sentence each. */
export function explanationTexts(
  explanation: Explanation,
  property: string,
): readonly { readonly label: 'decided' | 'instead'; readonly text: string }[] {
  switch (explanation.kind) {
    case 'always': {
      const text = `by the calls: every order of them breaks ${property}, whatever is refused`;
      return [{ label: 'decided', text }];
    }
    case 'open':
      return [{ label: 'decided', text: openText(explanation, property) }];
    case 'decided': {
      const { action, taken, instead, breaks } = explanation;
      const fate = `from here on every order of the same calls breaks ${property}`;
      const avoided = `${insteadText(taken, instead)}: ${outcomeOf(breaks)}`;
      return [
        { label: 'decided', text: `by step ${action}: ${decidingText(taken)}; ${fate}` },
        { label: 'instead', text: avoided },
      ];
    }
  }
}

function openText(
  { why, surelyAfter }: Extract<Explanation, { readonly kind: 'open' }>,
  property: string,
): string {
  if (surelyAfter === null) return `it is not known where: ${why}`;
  const known = `after step ${surelyAfter} every order of the same calls breaks ${property}`;
  return `by step ${surelyAfter} or before: ${known}; the search for the step stopped ${why}`;
}

function outcomeOf(breaks: readonly string[]): string {
  return breaks.length === 0 ? 'nothing breaks' : `it breaks ${breaks.join('; ')} instead`;
}

function insteadText(taken: Deciding, instead: Deciding): string {
  const [before, after] = [taken.action, instead.action];
  const isSame = before.do === 'step' && after.do === 'step' && before.on === after.on;
  if (!isSame) return decidingText(instead);
  return after.refuse === true ? 'its request is refused' : 'its request is granted';
}

/** "cpu0 goes on with remove_iova in free_iova(), and its request is refused" */
function decidingText({ action, at }: Deciding): string {
  switch (action.do) {
    case 'advance':
      return `${action.byJiffies} ms pass`;
    case 'pressure':
      return 'memory becomes scarce or plentiful';
    case 'start':
      return `${action.on} calls ${descriptionOf(action.call).cName}()`;
    case 'step': {
      if (action.on === 'timer') return 'the timer expires';
      const refused = action.refuse === true ? ', and its request is refused' : '';
      return `${action.on} goes on with "${at}"${refused}`;
    }
  }
}
