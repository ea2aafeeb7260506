import { Box, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconMailOpened } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { asRole, formatDistance, fullName } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { AnswerButtons } from './answer-buttons.tsx';
import { receivedQuery } from './queries.ts';
import { Quoted } from './quoted.tsx';
import classes from './received-invitations.module.css';

/** What waits for an answer of the person who is signed in (M08). */
export function ReceivedInvitations({ onAccepted }: { onAccepted: (slug: string) => void }) {
  const received = useQuery(receivedQuery);
  const now = useNow();
  if (!received.data?.items.length) return null;
  return (
    <Stack component="section" gap="sm" aria-label="Invitations to you" mb="lg">
      {received.data.items.map((invitation) => (
        <Paper key={invitation.id} component="article" className={classes['card'] ?? ''} aria-label={`Invitation to ${invitation.organizationName}`}>
          <Group justify="space-between" gap="md">
            <Group wrap="nowrap" gap="md" align="flex-start" className={classes['words'] ?? ''}>
              <Box className={classes['icon'] ?? ''}>
                <IconMailOpened size={22} aria-hidden="true" />
              </Box>
              <div className="breakable">
                <Title order={2} fz="md">
                  {fullName(invitation.invitedBy)} invites you to {invitation.organizationName}
                </Title>
                <Text size="sm" mt={2}>
                  You would join {asRole(invitation.role)} and share its clusters. {invitation.invitedBy.email} sent this; it ends{' '}
                  {formatDistance(invitation.expiresAt, now)}.
                </Text>
                {invitation.message && <Quoted message={invitation.message} />}
              </div>
            </Group>
            <AnswerButtons invitation={invitation} onAccepted={onAccepted} />
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
