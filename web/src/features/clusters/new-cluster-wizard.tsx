import { Alert, Anchor, Button, Group, Paper, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Organization } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { useWizard, type WizardInput } from './use-wizard.ts';
import { AccountStep, ManagementStep, NameStep, VersionStep } from './wizard-fields.tsx';
import { WizardRail } from './wizard-rail.tsx';
import { WizardReview } from './wizard-review.tsx';
import { wizardSteps } from './wizard-steps.ts';
import classes from './wizard.module.css';

type Props = WizardInput & { cloudAccountsPath: string; onCancel: () => void };

export function NewClusterWizard({ cloudAccountsPath, onCancel, ...input }: Props) {
  if (input.accounts.length === 0) return <NoAccountYet organization={input.organization} cloudAccountsPath={cloudAccountsPath} />;
  return <Wizard {...input} onCancel={onCancel} />;
}

function NoAccountYet({ organization, cloudAccountsPath }: { organization: Organization; cloudAccountsPath: string }) {
  return (
    <Alert color="amber" title="First, connect a cloud account">
      {organization.allows.manageCloudAccounts === true
        ? <>A cluster needs a place to run. <Anchor component={Link} to={cloudAccountsPath}>Connect a cloud account</Anchor></>
        : 'A cluster needs a place to run, and this organization has none. Ask its owner or an administrator to connect a cloud account.'}
    </Alert>
  );
}

function Wizard({ onCancel, ...input }: WizardInput & { onCancel: () => void }) {
  const { heading, step, form, wish, go, next, create } = useWizard(input);
  const isLast = step === wizardSteps.length - 1;
  const panels = [
    <NameStep key="name" form={form} />,
    <AccountStep key="account" form={form} accounts={input.accounts} />,
    <VersionStep key="version" form={form} versions={input.versions} />,
    <ManagementStep key="users" form={form} />,
    <WizardReview key="review" values={wish} accounts={input.accounts} onEdit={go} />,
  ];
  return (
    <div className={classes['wizard']}>
      <WizardRail step={step} onStep={go} />
      <Paper withBorder radius="lg" p={{ base: 'md', sm: 'xl' }}>
        <form noValidate onSubmit={(event) => { event.preventDefault(); if (isLast) create.mutate(); else next(); }}>
          <Stack gap="lg">
            <h2 ref={heading} tabIndex={-1} className={classes['heading']}>{wizardSteps[step]?.title}</h2>
            {panels[step]}
            <ProblemAlert error={create.error} />
            <Group justify="space-between">
              <Button variant="default" onClick={() => (step === 0 ? onCancel() : go(step - 1))}>{step === 0 ? 'Cancel' : 'Back'}</Button>
              {isLast
                ? <ReasonedButton allowed={input.organization.allows.createCluster} type="submit" loading={create.isPending}>Create</ReasonedButton>
                : <Button type="submit">Next</Button>}
            </Group>
          </Stack>
        </form>
      </Paper>
    </div>
  );
}
