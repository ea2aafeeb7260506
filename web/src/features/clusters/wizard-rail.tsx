import { UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { wizardSteps } from './wizard-steps.ts';
import classes from './wizard.module.css';

/** Where one is; what was done can be gone back to. */
export function WizardRail({ step, onStep }: { step: number; onStep: (step: number) => void }) {
  return (
    <ol className={classes['rail']} aria-label="Steps">
      {wizardSteps.map(({ label }, index) => (
        <li key={label} data-state={index < step ? 'done' : index === step ? 'here' : 'ahead'} aria-current={index === step ? 'step' : undefined}>
          <span className={classes['number']} aria-hidden="true">{index < step ? <IconCheck size={14} /> : index + 1}</span>
          {index < step ? <UnstyledButton onClick={() => onStep(index)} className={classes['back'] ?? ''} aria-label={`Back to ${label}`}>{label}</UnstyledButton> : <span>{label}</span>}
        </li>
      ))}
    </ol>
  );
}
