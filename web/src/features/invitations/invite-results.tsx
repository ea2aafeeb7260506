import { Alert, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { InviteOutcome } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { isInvited } from './invite-list.ts';
import classes from './invite-several.module.css';

/** What became of each address, in words. Who failed stands in the list below, to be corrected or tried again. */
export function InviteResults({ results, failed }: { results: readonly InviteOutcome[]; failed: number }) {
  const invited = results.filter(isInvited);
  const title = failed > 0 ? `${plural(invited.length, 'person', 'people')} invited, ${failed} not yet` : `${plural(invited.length, 'person', 'people')} invited`;
  return (
    <Alert color={failed > 0 ? 'amber' : 'hop'} role="status" title={title}>
      {failed > 0 && <Text size="sm" mb="xs">Below is whom it did not work for, and why. Nothing was lost.</Text>}
      {invited.length > 0 && (
        <ul className={classes['people']} aria-label="Results" tabIndex={0}>
          {invited.map(({ email, sentence }) => (
            <li key={email}>
              <IconCheck size={16} aria-hidden="true" style={{ flex: 'none', marginTop: 2 }} />
              <div className="breakable">
                {email}
                <Text size="xs" c="dimmed">{sentence}</Text>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
