import { Button, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useFields } from '../../ui/use-fields.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { register } from './queries.ts';
import { withAddressAt } from './registration-sentence.ts';

type Props = {
  /** An invitation's secret and the only address it is for. */
  invitation?: { token: string; email: string };
  /** The secret of the link that the start of a closed instance prints for its very first account. */
  firstAccountToken?: string;
  /** The only domains of whose addresses people register; empty for any. */
  domains?: readonly string[];
  onRegistered: (outcome: 'check-mail' | 'signed-in', person: { email: string; givenName: string }) => void;
};

export function RegisterForm({ invitation, firstAccountToken, domains = [], onRegistered }: Props) {
  const invitationToken = invitation?.token ?? firstAccountToken;
  const form = useFields({ givenName: '', familyName: '', email: invitation?.email ?? '', password: '' });
  const attempt = useMutation({
    mutationFn: (person: typeof form.values) => register(invitationToken ? { ...person, invitationToken } : person),
    onSuccess: ({ outcome }, person) => onRegistered(outcome, person),
    onError: (error) => form.setErrors(fieldErrors(asProblem(error))),
  });
  const { givenName, familyName, email } = form.values;
  const isSaidAtFields = attempt.error !== null && asProblem(attempt.error).fields.length > 0;
  return (
    <form onSubmit={(event) => { event.preventDefault(); attempt.mutate(form.values); }}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <TextInput label="Given name" autoComplete="given-name" required withAsterisk={false} maxLength={30} {...form.field('givenName')} />
          <TextInput label="Family name" autoComplete="family-name" required withAsterisk={false} maxLength={30} {...form.field('familyName')} />
        </SimpleGrid>
        <TextInput
          label="E-mail" type="email" autoComplete="username" required withAsterisk={false} {...form.field('email')}
          readOnly={invitation !== undefined} description={addressNote(invitation, domains)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <NewPasswordField label="Password" personal={[givenName, familyName, email.split('@')[0] ?? '']} {...form.field('password')} />
        <Text size="sm" c="dimmed" className="breakable">
          You also get an organization of your own, {givenName.trim() ? `“${givenName.trim()}’s organization”` : 'named after you'}. You can rename it later.
        </Text>
        <ProblemAlert error={isSaidAtFields ? null : attempt.error} />
        <Button type="submit" loading={attempt.isPending} w="fit-content">
          Register
        </Button>
      </Stack>
    </form>
  );
}

function addressNote(invitation: Props['invitation'], domains: readonly string[]): string | undefined {
  if (invitation) return 'The invitation is for this address.';
  const there = withAddressAt(domains);
  return there && `People register here ${there}.`;
}
