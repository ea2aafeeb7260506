import { Button, Group } from '@mantine/core';
import type { CloudAccount, NewCluster } from '../../api/types.ts';
import { Facts } from '../../ui/facts.tsx';
import { managementSentences } from './wizard-fields.tsx';
import { stepOfField } from './wizard-steps.ts';

type Props = { values: Required<NewCluster>; accounts: CloudAccount[]; onEdit: (step: number) => void };

export function WizardReview({ values, accounts, onEdit }: Props) {
  const line = (field: keyof NewCluster, name: string, value: string) =>
    [
      name,
      <Group key={field} justify="space-between" wrap="nowrap" align="center">
        <span className="breakable">{value}</span>
        <Button flex="none" size="compact-sm" variant="subtle" onClick={() => onEdit(stepOfField(field))} aria-label={`Edit ${name.toLowerCase()}`}>Edit</Button>
      </Group>,
    ] as const;
  return (
    <Facts
      items={[
        line('name', 'Name', values.name),
        line('cloudAccountId', 'Cloud account', accounts.find(({ id }) => id === values.cloudAccountId)?.name ?? 'The default account'),
        line('version', 'Version', values.version),
        line('userManagement', 'Users', `${values.userManagement === 'managed' ? 'Managed' : 'Unmanaged'}. ${managementSentences[values.userManagement]}`),
      ]}
    />
  );
}
