import type { JSX, TargetedInputEvent } from 'preact';

/** A step that a key and a button lead to. */
export interface Jump {
  readonly label: string;
  readonly key: string;
  readonly step: number;
}

interface StepperProps {
  readonly step: number;
  readonly last: number;
  readonly jumps: readonly Jump[];
  readonly onStep: (step: number) => void;
}

/** The controls that lead from step to step. */
export function Stepper({ step, last, jumps, onStep }: StepperProps): JSX.Element {
  const fromSlider = (event: TargetedInputEvent<HTMLInputElement>): void =>
    onStep(event.currentTarget.valueAsNumber);
  return (
    <div class="stepper" role="group" aria-label="Steps">
      <button type="button" disabled={step === 0} onClick={() => onStep(0)}>
        Start
      </button>
      <button type="button" disabled={step === 0} onClick={() => onStep(step - 1)}>
        ← Back
      </button>
      <button type="button" disabled={step === last} onClick={() => onStep(step + 1)}>
        Step →
      </button>
      <button type="button" disabled={step === last} onClick={() => onStep(last)}>
        End
      </button>
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={`step ${step} of ${last}`}
        min={0}
        max={last}
        value={step}
        onInput={fromSlider}
      />
      <output>
        step {step} of {last}
      </output>
      {jumps.map((jump) => (
        <button key={jump.key} type="button" class="jump" onClick={() => onStep(jump.step)}>
          {jump.label} <kbd>{jump.key}</kbd>
        </button>
      ))}
    </div>
  );
}

/** Where a key leads; null: it is none of ours. */
export function stepByKey(
  key: string,
  { step, last, jumps }: Omit<StepperProps, 'onStep'>,
): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: step - 1,
    ArrowRight: step + 1,
    PageUp: step - 10,
    PageDown: step + 10,
    Home: 0,
    End: last,
  };
  const wanted = steps[key] ?? jumps.find((jump) => jump.key === key)?.step;
  return wanted === undefined ? null : Math.min(last, Math.max(0, wanted));
}
