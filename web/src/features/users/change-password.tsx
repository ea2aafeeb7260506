import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../api/keys.ts';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import type { Self } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Section } from '../../ui/section.tsx';
import { sayDone } from '../../ui/toast.ts';
import { useFields } from '../../ui/use-fields.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { changePassword } from './queries.ts';

export function ChangePassword({ self }: { self: Self }) {
  const queries = useQueryClient();
  const form = useFields({ currentPassword: '', password: '' });
  const change = useMutation({
    mutationFn: () => changePassword(form.values),
    onSuccess: async () => {
      form.set('currentPassword', '');
      form.set('password', '');
      sayDone('Your password is changed. Every other browser is signed out.');
      await queries.invalidateQueries({ queryKey: keys.sessions });
    },
    onError: (error) => form.setErrors(fieldErrors(asProblem(error))),
  });
  const isSaidAtFields = change.error !== null && asProblem(change.error).fields.length > 0;
  return (
    <Section title="Password" note="A new password signs out every other browser. This one stays signed in.">
      <form onSubmit={(event) => { event.preventDefault(); change.mutate(); }}>
        <Stack gap="md" maw={460}>
          <input type="hidden" name="username" autoComplete="username" value={self.email} readOnly />
          <PasswordInput label="Present password" autoComplete="current-password" required withAsterisk={false} {...form.field('currentPassword')} />
          <NewPasswordField label="New password" personal={[self.givenName, self.familyName, self.email.split('@')[0] ?? '']} {...form.field('password')} />
          <ProblemAlert error={isSaidAtFields ? null : change.error} />
          <Button type="submit" loading={change.isPending} w="fit-content">Change the password</Button>
        </Stack>
      </form>
    </Section>
  );
}
