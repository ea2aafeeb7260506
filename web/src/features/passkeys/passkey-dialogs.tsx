import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.ts';
import { asProblem } from '../../api/problem.ts';
import type { Passkey } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { sayDone } from '../../ui/toast.ts';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { addPasskey, renamePasskey } from './queries.ts';

type Shown = { title: string; action: string; busy: boolean; error: unknown; onSubmit: () => void; onClose: () => void; children: ReactNode };

function FormDialog({ title, action, busy, error, onSubmit, onClose, children }: Shown) {
  useFocusReturn();
  return (
    <Modal opened onClose={onClose} returnFocus={false} title={title} size="md">
      <form onSubmit={(event) => { event.preventDefault(); onSubmit(); }}>
        <Stack gap="md">
          {children}
          <ProblemAlert error={error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>Cancel</Button>
            <Button type="submit" loading={busy}>{action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

export function AddPasskeyDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState<string | null>(null);
  const add = useMutation({
    mutationFn: () => addPasskey({ name, password }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.passkeys });
      sayDone(`The passkey “${name.trim()}” signs you in from now on.`);
      onClose();
    },
    onError: (error) => {
      if (asProblem(error).code === 'password-needed') setPassword((before) => before ?? '');
    },
  });
  const isAsking = add.error !== null && asProblem(add.error).code === 'password-needed';
  return (
    <FormDialog title="Add a passkey" action="Continue" busy={add.isPending} error={isAsking ? null : add.error} onSubmit={() => add.mutate()} onClose={onClose}>
      <Text size="sm">Your browser then asks for your fingerprint, face or PIN.</Text>
      <TextInput label="Name" description="So that you know it again, such as “Work laptop”." required withAsterisk={false} maxLength={60} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
      {password !== null && (
        <PasswordInput label="Your password" description="You signed in some time ago." autoComplete="current-password" required withAsterisk={false} autoFocus value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      )}
    </FormDialog>
  );
}

export function RenamePasskeyDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState(passkey.name);
  const rename = useMutation({
    mutationFn: () => renamePasskey(passkey.id, name),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.passkeys });
      onClose();
    },
  });
  return (
    <FormDialog title={`Rename “${passkey.name}”`} action="Rename" busy={rename.isPending} error={rename.error} onSubmit={() => rename.mutate()} onClose={onClose}>
      <TextInput label="Name" required withAsterisk={false} maxLength={60} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </FormDialog>
  );
}
