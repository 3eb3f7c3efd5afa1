/** A step's label in two: the C function, and where in it. */
export interface StepName {
  readonly fn: string;
  readonly where: string;
}

/** "free_iova: look up" */
export function splitStep(at: string): StepName {
  const colon = at.indexOf(': ');
  if (colon < 0) return { fn: '', where: at };
  return { fn: at.slice(0, colon), where: at.slice(colon + 2) };
}

/** Why a call was refused, each function named once: "max32 forbids <- search failed". */
export function shortReason(because: string): string {
  let last = '';
  return because
    .split(' <- ')
    .map((part) => {
      const { fn, where } = splitStep(part);
      const text = fn === last || last === '' ? where : part;
      last = fn;
      return text;
    })
    .join(' <- ');
}

/** The steps in order, each function named once: "free_iova(): look up, remove_iova". */
export function joinSteps(steps: readonly string[], knownFn: string | null): string {
  let fn = knownFn;
  let text = '';
  for (const at of steps) {
    const step = splitStep(at);
    if (step.fn !== fn && step.fn !== '') {
      text += `${text === '' ? '' : '; '}${whose(step.fn)} ${step.where}`;
      fn = step.fn;
    } else text += `${text === '' ? '' : ', '}${step.where}`;
  }
  return text;
}

/** The machine itself is no C function. */
function whose(fn: string): string {
  return fn === 'timer' || fn === 'kworker' ? fn : `${fn}():`;
}
