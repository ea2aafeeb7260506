import { Anchor, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '../../api/keys.ts';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import type { Self } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { Section } from '../../ui/section.tsx';
import { sayDone } from '../../ui/toast.ts';
import { updateSelf } from './queries.ts';

export function ProfileForm({ self, slug }: { self: Self; slug: string }) {
  const queries = useQueryClient();
  const [givenName, setGivenName] = useState(self.givenName);
  const [familyName, setFamilyName] = useState(self.familyName);
  const save = useMutation({
    mutationFn: () => updateSelf({ givenName, familyName }),
    onSuccess: (changed) => {
      queries.setQueryData(keys.self, changed);
      sayDone('Your name is changed.');
    },
  });
  const errors = save.error ? fieldErrors(asProblem(save.error)) : {};
  const unchanged = givenName.trim() === self.givenName && familyName.trim() === self.familyName;
  return (
    <Section title="You">
      <form onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <Stack gap="md" maw={460}>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput label="Given name" autoComplete="given-name" required withAsterisk={false} maxLength={30} value={givenName} onChange={(event) => setGivenName(event.currentTarget.value)} error={errors['givenName']} />
            <TextInput label="Family name" autoComplete="family-name" required withAsterisk={false} maxLength={30} value={familyName} onChange={(event) => setFamilyName(event.currentTarget.value)} error={errors['familyName']} />
          </SimpleGrid>
          <div className="breakable">
            <Text size="sm" fw={500}>E-mail</Text>
            <Text>{self.email}</Text>
            <Text size="xs" c="dimmed">Invitations and cluster accounts hang on it, so it cannot be changed here.</Text>
          </div>
          <ProblemAlert error={save.error} />
          <Group>
            <ReasonedButton type="submit" allowed={unchanged ? 'Nothing is changed yet.' : true} loading={save.isPending}>
              Save
            </ReasonedButton>
            <Anchor component={Link} to={paths.security(slug)} fz="sm">
              Password and other ways to sign in
            </Anchor>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
