export type WizardStep = { title: string; label: string; field: string | null };

export const wizardSteps: readonly [WizardStep, ...WizardStep[]] = [
  { label: 'Name', title: 'What is it called?', field: 'name' },
  { label: 'Cloud account', title: 'Where does it run?', field: 'cloudAccountId' },
  { label: 'Version', title: 'Which version?', field: 'version' },
  { label: 'Users', title: 'Who manages its users?', field: 'userManagement' },
  { label: 'Review', title: 'Is this right?', field: null },
];

/** The step on which a field is entered, or -1. */
export const stepOfField = (field: string): number => wizardSteps.findIndex((step) => step.field === field);

/** The earliest step with one of these fields. */
export function firstStepOf(fields: readonly string[]): number | null {
  const steps = fields.map(stepOfField).filter((step) => step >= 0);
  return steps.length > 0 ? Math.min(...steps) : null;
}
