import { Button, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { Cluster, Organization } from '../../api/types.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { AdministratorPassword } from './administrator-password.tsx';
import classes from './general-tab.module.css';

export function GeneralTab({ organization, cluster }: { organization: Organization; cluster: Cluster }) {
  const { url, administrator } = cluster;
  return (
    <Stack gap="sm">
      <div className={classes['access']}>
        <Facts items={[['URL', url ? <CopyValue value={url} what="the address" /> : <Text size="sm" c="dimmed">It gets its address while it starts.</Text>]]} />
        <OpenButton cluster={cluster} />
      </div>
      {administrator
        ? <AdministratorPassword organization={organization} cluster={cluster} administrator={administrator} />
        : <Text size="sm" c="dimmed">Open leads there in a new tab and signs you in with your Hopyard account.</Text>}
    </Stack>
  );
}

function OpenButton({ cluster }: { cluster: Cluster }) {
  const { openUrl, allows } = cluster;
  const icon = <IconExternalLink size={16} aria-hidden="true" />;
  if (openUrl && allows.open === true) {
    return (
      <Button component="a" href={openUrl} target="_blank" rel="noopener" rightSection={icon}>
        Open
      </Button>
    );
  }
  return (
    <ReasonedButton allowed={typeof allows.open === 'string' ? allows.open : 'It can be opened once it runs.'} rightSection={icon}>
      Open
    </ReasonedButton>
  );
}
