import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../../api/changes.ts';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import type { Allowance } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Section } from '../../ui/section.tsx';
import { sayDone } from '../../ui/toast.ts';
import classes from './connect-account.module.css';
import { connectLocal } from './queries.ts';

/** A name that is not taken yet, so that one click is enough. */
function freeName(names: readonly string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  const candidates = ['This machine', ...Array.from({ length: names.length + 1 }, (_, index) => `This machine ${index + 2}`)];
  return candidates.find((name) => !taken.has(name.toLowerCase())) ?? '';
}

type Props = { organizationId: string; allowed: Allowance; names: string[] };

/** Offers the form at once while nothing is connected, and afterwards only to whoever asks: one account is enough for most. */
export function ConnectAccount({ organizationId, allowed, names }: Props) {
  const [another, setAnother] = useState(false);
  if (allowed !== true) return <Section title="Connect an account"><Alert color="gray">{allowed}</Alert></Section>;
  if (names.length > 0 && !another) return <Button variant="default" onClick={() => setAnother(true)} w="fit-content">Connect another</Button>;
  return (
    <Section title="Connect an account">
      <ul className={classes['kinds']}>
        <li className={classes['kind']}>
          <div>
            <Text fw={600}>This machine</Text>
            <Text size="sm" c="dimmed">Clusters run as processes beside Hopyard. Nothing to configure.</Text>
          </div>
          <ThisMachine organizationId={organizationId} names={names} focused={another} onConnected={() => setAnother(false)} />
        </li>
        <li className={classes['kind']}>
          <Stack gap={2}>
            <Text fw={600}>AWS, Azure, Google Cloud</Text>
            <Text size="sm" c="dimmed">Not yet.</Text>
          </Stack>
        </li>
      </ul>
    </Section>
  );
}

type FormProps = Omit<Props, 'allowed'> & { focused: boolean; onConnected: () => void };

function ThisMachine({ organizationId, names, focused, onConnected }: FormProps) {
  const queries = useQueryClient();
  const [name, setName] = useState<string | null>(null);
  const shown = name ?? freeName(names);
  const connect = useMutation({
    mutationFn: () => connectLocal(organizationId, shown),
    onSuccess: async (account) => {
      sayDone(account.isDefault ? `${account.name} is connected, and the default for everybody here.` : `${account.name} is connected.`);
      await refresh(queries, organizationId, 'cloud-accounts');
      onConnected();
    },
  });
  const ofName = connect.error ? fieldErrors(asProblem(connect.error))['name'] : undefined;
  return (
    <>
      <form onSubmit={(event) => { event.preventDefault(); connect.mutate(); }}>
        <fieldset className={classes['row']} aria-label="Connect this machine">
          <TextInput label="Name" required withAsterisk={false} maxLength={60} autoFocus={focused} value={shown} onChange={(event) => setName(event.currentTarget.value)} error={ofName} className={classes['name'] ?? ''} />
          <Button type="submit" loading={connect.isPending}>Connect</Button>
        </fieldset>
      </form>
      {connect.error && !ofName && <ProblemAlert error={connect.error} />}
    </>
  );
}
