import { Alert, Button, Checkbox, Code, CopyButton, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';

/** The one time that they are shown. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const [kept, setKept] = useState(false);
  return (
    <Stack gap="md">
      <Alert color="amber" variant="light" title="Keep these codes now: they are not shown again">
        <Text size="sm">Each signs you in once when your phone is lost. Without phone and codes nobody can get into your account, not even by a new password.</Text>
      </Alert>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Recovery codes">
        {codes.map((code) => <li key={code}><Code fz="md">{code}</Code></li>)}
      </SimpleGrid>
      <Group gap="xs">
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => <Button variant="default" onClick={copy}>{copied ? 'Copied' : 'Copy all'}</Button>}
        </CopyButton>
      </Group>
      <Checkbox label="I have kept the codes" checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <ReasonedButton allowed={kept ? true : 'Say first that you have kept the codes.'} onClick={onKept} w="fit-content">Done</ReasonedButton>
    </Stack>
  );
}
