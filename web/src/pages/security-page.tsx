import { Stack } from '@mantine/core';
import { TwoStepPanel } from '../features/authenticators/two-step-panel.tsx';
import { PasskeysPanel } from '../features/passkeys/passkeys-panel.tsx';
import { SessionsPanel } from '../features/sessions/sessions-panel.tsx';
import { ChangePassword } from '../features/users/change-password.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useShell } from './shell-context.ts';

export function SecurityPage() {
  const { self } = useShell();
  return (
    <>
      <PageHeader title="Security">How you sign in, and where you are signed in. It concerns you in every organization.</PageHeader>
      <Stack gap="lg">
        <ChangePassword self={self} />
        <TwoStepPanel />
        <PasskeysPanel />
        <SessionsPanel />
      </Stack>
    </>
  );
}
