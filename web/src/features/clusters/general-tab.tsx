import { Button, Group, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { Cluster, Organization } from '../../api/types.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { AdministratorPassword } from './administrator-password.tsx';

export function GeneralTab({ organization, cluster }: { organization: Organization; cluster: Cluster }) {
  const { url, openUrl, allows } = cluster;
  return (
    <Stack gap="md">
      <Facts
        items={[
          ['URL', url ? <CopyValue value={url} what="the address" /> : 'It gets its address while it starts.'],
          ['Sign-in', cluster.userManagement === 'managed' ? 'Open signs you in with your Hopyard account.' : 'With the administrator account below, or an account made on the cluster.'],
        ]}
      />
      {cluster.administrator && <AdministratorPassword organization={organization} cluster={cluster} administrator={cluster.administrator} />}
      <Group>
        {openUrl && allows.open === true ? (
          <Button component="a" href={openUrl} target="_blank" rel="noopener" rightSection={<IconExternalLink size={16} aria-hidden="true" />}>
            Open
          </Button>
        ) : (
          <ReasonedButton allowed={typeof allows.open === 'string' ? allows.open : 'It can be opened once it runs.'} rightSection={<IconExternalLink size={16} aria-hidden="true" />}>
            Open
          </ReasonedButton>
        )}
        {openUrl && <Text size="xs" c="dimmed">in a new tab</Text>}
      </Group>
    </Stack>
  );
}
