import { Button, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useFields } from '../../ui/use-fields.ts';
import { useFocusReturn } from '../../ui/use-focus-return.ts';

type Props<Answer> = {
  title: string;
  action: string;
  children: ReactNode;
  perform: (both: { password: string; code: string }) => Promise<Answer>;
  onDone: (answer: Answer) => void;
  onCancel: () => void;
};

/** What a borrowed browser must not do: it takes the password and a code. */
export function ConfirmWithCodeDialog<Answer>({ title, action, children, perform, onDone, onCancel }: Props<Answer>) {
  useFocusReturn();
  const form = useFields({ password: '', code: '' });
  const attempt = useMutation({ mutationFn: () => perform(form.values), onSuccess: onDone, onError: (error) => form.setErrors(fieldErrors(asProblem(error))) });
  const isSaidAtFields = attempt.error !== null && asProblem(attempt.error).fields.length > 0;
  return (
    <Modal opened onClose={onCancel} returnFocus={false} title={title} size="md">
      <form onSubmit={(event) => { event.preventDefault(); attempt.mutate(); }}>
        <Stack gap="md">
          {children}
          <PasswordInput label="Your password" autoComplete="current-password" required withAsterisk={false} data-autofocus {...form.field('password')} />
          <TextInput label="Code of the app, or a recovery code" autoComplete="one-time-code" required withAsterisk={false} maxLength={40} {...form.field('code')} />
          <ProblemAlert error={isSaidAtFields ? null : attempt.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onCancel}>Cancel</Button>
            <Button type="submit" color="brick.6" loading={attempt.isPending}>{action}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
