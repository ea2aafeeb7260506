import { Button, Checkbox, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../../api/changes.ts';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import type { Allowance } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { KeyShown } from './key-shown.tsx';
import { expiryIn, lifetimes, scopeChoices, type KeyScope } from './key-words.ts';
import { createApiKey } from './queries.ts';

const ofOneself = 'It never may more than you may at that moment, and ends when you leave, or are removed or suspended.';
const withRead = (chosen: readonly string[]): KeyScope[] => scopeChoices.map(({ scope }) => scope).filter((scope) => scope === 'read' || chosen.includes(scope));

type Props = { organizationId: string; forOrganization: Allowance; onClose: () => void };

export function NewKeyDialog({ organizationId, forOrganization, onClose }: Props) {
  useFocusReturn();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [owner, setOwner] = useState('personal');
  const [scopes, setScopes] = useState<KeyScope[]>(['read']);
  const [days, setDays] = useState('90');
  const create = useMutation({
    mutationFn: () =>
      createApiKey(organizationId, {
        name, scopes, expiresAt: expiryIn(days, new Date()),
        ...(owner === 'personal' ? { kind: 'personal' as const } : { kind: 'organization' as const, role: owner as 'administrator' | 'member' }),
      }),
    onSuccess: () => refresh(queries, organizationId, 'api-keys'),
    gcTime: 0,
  });
  const errors = create.error ? fieldErrors(asProblem(create.error)) : {};
  if (create.data) {
    return (
      <Modal opened onClose={onClose} returnFocus={false} closeOnClickOutside={false} title={`API key “${create.data.name}”`} size="lg">
        <KeyShown organizationId={organizationId} secret={create.data.secret} replayed={create.data.replayed} onDone={onClose} />
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} returnFocus={false} title="New API key" size="lg">
      <form onSubmit={(event) => { event.preventDefault(); create.mutate(); }}>
        <Stack gap="md">
          <TextInput
            label="Name" description="What uses it, such as “deploy script”." required withAsterisk={false} maxLength={60} data-autofocus
            value={name} onChange={(event) => setName(event.currentTarget.value)} error={errors['name']}
          />
          {forOrganization === true && <WhoseKey value={owner} onChange={setOwner} error={errors['role']} />}
          {forOrganization !== true && <Text size="sm">The key is yours. {ofOneself}</Text>}
          <Checkbox.Group label="What it may do" value={scopes} onChange={(chosen) => setScopes(withRead(chosen))}>
            <Stack gap={8} mt={6}>
              {scopeChoices.map(({ scope, label, sentence }) => (
                <Checkbox key={scope} value={scope} label={label} description={sentence} {...(scope === 'read' ? { 'aria-disabled': 'true' as const } : {})} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Select label="Ends after" data={lifetimes} value={days} allowDeselect={false} onChange={(value) => setDays(value ?? '90')} maw={240} error={errors['expiresAt']} />
          {Object.keys(errors).length === 0 && <ProblemAlert error={create.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>Cancel</Button>
            <Button type="submit" loading={create.isPending}>Make the key</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function WhoseKey({ value, onChange, error }: { value: string; onChange: (value: string) => void; error: string | undefined }) {
  return (
    <Radio.Group label="Whose key" value={value} onChange={onChange} error={error}>
      <Stack gap={8} mt={6}>
        <Radio value="personal" label="Mine" description={ofOneself} />
        <Radio value="member" label="The organization’s, as an ordinary member" description="Has a role of its own. It ends when you are removed, suspended or no longer administrator, unless it is kept for a day to be replaced." />
        <Radio value="administrator" label="The organization’s, as an administrator" description="The same, with the role of an administrator, as far as is ticked below. Never roles, permissions, ownership or other keys." />
      </Stack>
    </Radio.Group>
  );
}
