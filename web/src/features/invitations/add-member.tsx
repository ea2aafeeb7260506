import { Alert, Anchor, Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
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

const InviteSeveralDialog = lazy(() => import('./invite-several-dialog.tsx').then((loaded) => ({ default: loaded.InviteSeveralDialog })));

const asMember = 'Without it they use, start and stop the clusters, and do what the member permissions below allow.';
const asAdministrator = 'They will also manage members, permissions and cloud accounts, and be administrators on every managed cluster from version 2.6.0.';

/** Invites by address (M07). The row is shown to everybody; who may not use it reads why. */
export function AddMember({ organization, onInvited }: { organization: Organization; onInvited: () => void }) {
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
      onInvited();
      sayDone(`The invitation to ${invitation.email} is on its way.`);
      await refresh(queries, organization.id, 'invitations');
    },
  });
  const ofField = add.error ? fieldErrors(asProblem(add.error))['email'] : undefined;

  return (
    <Section title="Add member" note={<>They get a mail with a link, and share everything here once they accept.<SeatsLeft organization={organization} /></>}>
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
          <InviteSeveral organization={organization} onInvited={onInvited} />
          <Group gap="4px 16px" align="flex-start" className={classes['admin'] ?? ''}>
            <ReasonedCheckbox
              allowed={mayInvite === true ? inviteAdministrators : true} label="Admin" description={administrator ? asAdministrator : asMember} checked={administrator}
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

function InviteSeveral({ organization, onInvited }: { organization: Organization; onInvited: () => void }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" className={classes['several'] ?? ''} onClick={() => setOpened(true)}>
        Invite several…
      </Button>
      {opened && (
        <Suspense>
          <InviteSeveralDialog organization={organization} onClose={() => setOpened(false)} onInvited={onInvited} />
        </Suspense>
      )}
    </>
  );
}

function SeatsLeft({ organization: { seats } }: { organization: Organization }) {
  if (!seats) return null;
  return <> {seats.used} of {seats.limit} seats are taken, open invitations among them{seats.free === 0 ? ': none is left' : ''}.</>;
}
