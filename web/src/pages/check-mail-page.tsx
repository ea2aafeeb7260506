import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ResendVerification } from '../features/users/resend-verification.tsx';
import { paths } from '../paths.ts';
import { FocusedPage } from '../ui/focused-page.tsx';

export function CheckMailPage() {
  const email = new URLSearchParams(window.location.search).get('email') ?? '';
  return (
    <FocusedPage
      title="Check your mail"
      lead={<>A mail is on its way to <strong>{email || 'your address'}</strong>. Open the link in it and press the button there to confirm that the address is yours.</>}
      footer={<>Confirmed already? <Anchor component={Link} to={paths.signIn}>Sign in</Anchor></>}
    >
      <Text size="sm" c="dimmed">
        The link works once, for 24 hours. If nothing arrives within a few minutes, look into the spam folder, or send it again.
      </Text>
      {email && <ResendVerification email={email} />}
    </FocusedPage>
  );
}
