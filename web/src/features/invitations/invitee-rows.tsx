import { CloseButton, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Allowance } from '../../api/types.ts';
import { ReasonedCheckbox } from '../../ui/reasoned-checkbox.tsx';
import type { Invitee } from './invite-list.ts';
import classes from './invite-several.module.css';

type Props = { list: Invitee[]; administrators: Allowance; onAdministrator: (email: string, administrator: boolean) => void; onRemove: (email: string) => void };

/** Whom the invitations are for, each with what stands in its way. */
export function InviteeRows({ list, administrators, onAdministrator, onRemove }: Props) {
  return (
    <ul className={classes['people']} aria-label="People to invite" tabIndex={0}>
      {list.map(({ email, administrator, problem }) => (
        <li key={email}>
          <div className={`${classes['who']} breakable`}>
            {email}
            {problem && (
              <Group gap={4} wrap="nowrap" align="flex-start" c="var(--mantine-color-error)">
                <IconAlertTriangle size={14} aria-hidden="true" style={{ flex: 'none', marginTop: 2 }} />
                <Text size="xs">{problem}</Text>
              </Group>
            )}
          </div>
          <ReasonedCheckbox
            size="xs" mt={2} allowed={administrators === true ? true : ''} {...(administrators === true ? {} : { title: administrators })} label="Admin" aria-label={`Admin: ${email}`}
            checked={administrator} onChange={(event) => onAdministrator(email, event.currentTarget.checked)}
          />
          <CloseButton size="sm" aria-label={`Take ${email} off the list`} onClick={() => onRemove(email)} />
        </li>
      ))}
    </ul>
  );
}
