import { Badge, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CloudAccount, ClusterVersion, UserManagement } from '../../api/types.ts';
import type { useFields } from '../../ui/use-fields.ts';
import classes from './wizard.module.css';

type Field = 'name' | 'cloudAccountId' | 'version' | 'userManagement';
type Form = { form: ReturnType<typeof useFields<Field>> };

export function NameStep({ form }: Form) {
  return (
    <TextInput
      label="Name" description="As your team will call it, up to 40 characters. Two clusters cannot share a name." placeholder="fraud-detection" maxLength={40} autoComplete="off"
      inputWrapperOrder={['label', 'description', 'input', 'error']} {...form.field('name')}
    />
  );
}

export function AccountStep({ form, accounts }: Form & { accounts: CloudAccount[] }) {
  return (
    <Radio.Group label="Cloud account" value={form.values.cloudAccountId} error={form.errors['cloudAccountId']} onChange={(value) => form.set('cloudAccountId', value)}>
      <Stack gap="sm" mt="xs">
        {accounts.map((account) => (
          <Choice key={account.id} value={account.id} title={account.name} badge={account.isDefault ? 'Default' : null}>
            This machine. The cluster runs as processes beside Hopyard.
          </Choice>
        ))}
      </Stack>
    </Radio.Group>
  );
}

export function VersionStep({ form, versions }: Form & { versions: ClusterVersion[] }) {
  const chosen = versions.find(({ version }) => version === form.values.version);
  return (
    <div>
      <Select
        label="Version" allowDeselect={false} data={versions.map(({ version, isDefault }) => ({ value: version, label: isDefault ? `${version} (Default)` : version }))}
        value={form.values.version} error={form.errors['version']} onChange={(value) => form.set('version', value ?? '')}
      />
      <Text size="sm" c="dimmed" mt="xs" aria-live="polite">
        {chosen?.managesAdministrators
          ? 'Administrators of the organization are administrators on it too.'
          : 'On this version, administrators of the organization are ordinary users: administrator rights follow from version 2.6.0 on.'}
      </Text>
    </div>
  );
}

export const managementSentences: Record<UserManagement, string> = {
  managed: 'Every member gets an account by itself, signs in with Hopyard, and is blocked when removed.',
  unmanaged: 'One administrator account for the organization. Further accounts are made on the cluster, and nothing there follows the membership.',
};

export function ManagementStep({ form }: Form) {
  return (
    <Radio.Group label="User management" value={form.values.userManagement} error={form.errors['userManagement']} onChange={(value) => form.set('userManagement', value)}>
      <Stack gap="sm" mt="xs">
        <Choice value="managed" title="Managed" badge="Recommended">{managementSentences.managed}</Choice>
        <Choice value="unmanaged" title="Unmanaged" badge={null}>{managementSentences.unmanaged}</Choice>
      </Stack>
    </Radio.Group>
  );
}

function Choice({ value, title, badge, children }: { value: string; title: string; badge: string | null; children: ReactNode }) {
  return (
    <Radio.Card value={value} className={classes['choice'] ?? ''} aria-label={title}>
      <Group wrap="nowrap" align="flex-start">
        <Radio.Indicator />
        <div className="breakable">
          <Group gap="xs">
            <Text fw={600}>{title}</Text>
            {badge && <Badge size="sm" variant="light" tt="none">{badge}</Badge>}
          </Group>
          <Text size="sm" c="dimmed">{children}</Text>
        </div>
      </Group>
    </Radio.Card>
  );
}
