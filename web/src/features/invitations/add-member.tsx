import { Alert, Anchor, Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { refresh } from '../../api/changes.ts';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import type { Organization } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedCheckbox } from '../../ui/reasoned-checkbox.tsx';
import { Section } from '../../ui/section.tsx';
import { sayDone } from '../../ui/toast.ts';
import classes from './add-member.module.css';
import { invite } from './queries.ts';

/** Invites by address (M07). The row is shown to everybody; who may not use it reads why. */
export function AddMember({ organization }: { organization: Organization }) {
  const queries = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [email, setEmail] = useState('');
  const [administrator, setAdministrator] = useState(false);
  const { invite: mayInvite, inviteAdministrators } = organization.allows;
  const add = useMutation({
    mutationFn: () => invite(organization.id, { email, administrator: administrator && inviteAdministrators === true }),
    onSuccess: async (invitation) => {
      setEmail('');
      setAdministrator(false);
      field.current?.focus();
      sayDone(`The invitation to ${invitation.email} is on its way.`);
      await refresh(queries, organization.id, 'invitations');
    },
  });
  const ofField = add.error ? fieldErrors(asProblem(add.error))['email'] : undefined;

  return (
    <Section title="Add member" note="They get a mail with a link, and share everything here once they accept.">
      {mayInvite !== true && (
        <Alert color="gray" mb="md">
          {mayInvite}
        </Alert>
      )}
      <form onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
        <fieldset disabled={mayInvite !== true} className={classes['row']} aria-label="Add member">
          <TextInput
            ref={field} label="E-mail" type="email" placeholder="name@example.org" autoComplete="off" required withAsterisk={false} maxLength={254}
            value={email} onChange={(event) => setEmail(event.currentTarget.value)} error={ofField} className={classes['email'] ?? ''}
          />
          <Button type="submit" loading={add.isPending} className={classes['add'] ?? ''}>
            Add
          </Button>
          <Group gap={8} align="flex-start" wrap="nowrap" className={classes['admin'] ?? ''}>
            <ReasonedCheckbox
              allowed={mayInvite === true ? inviteAdministrators : true} label="Admin" checked={administrator}
              onChange={(event) => setAdministrator(event.currentTarget.checked)}
            />
            <Anchor component={Link} to={paths.helpRoles} fz="sm">
              What is an administrator?
            </Anchor>
          </Group>
        </fieldset>
      </form>
      {add.error && !ofField && (
        <div className={classes['problem']}>
          <ProblemAlert error={add.error} />
        </div>
      )}
    </Section>
  );
}
