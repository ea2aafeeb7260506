import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '../../api/problem.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { finishSecondStep } from './queries.ts';

type Props = { onSignedIn: (recoveryCodesLeft: number | null) => Promise<void> | void; onBegin: () => void };

/** After the password: the app's code, or a recovery code. */
export function SecondStepForm({ onSignedIn, onBegin }: Props) {
  const [recovering, setRecovering] = useState(false);
  const [code, setCode] = useState('');
  const attempt = useMutation({
    mutationFn: async () => {
      const { recoveryCodesLeft } = await finishSecondStep(code);
      await onSignedIn(recovering ? recoveryCodesLeft : null);
    },
  });
  const expired = attempt.error !== null && asProblem(attempt.error).code === 'step-expired';
  const change = () => {
    setRecovering(!recovering);
    setCode('');
    attempt.reset();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); attempt.mutate(); }}>
      <Stack gap="md">
        {recovering ? (
          <TextInput key="recovery" label="Recovery code" description="One of the codes that you kept, such as abcd-efgh-ijkl-mnop. It is good once." autoComplete="off" required withAsterisk={false} maxLength={40} autoFocus value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        ) : (
          <TextInput key="code" label="Code of your authenticator app" inputMode="numeric" autoComplete="one-time-code" required withAsterisk={false} maxLength={9} autoFocus value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        )}
        <ProblemAlert error={attempt.error} />
        <Group justify="space-between">
          {expired ? <Button onClick={onBegin}>Begin again</Button> : <Button type="submit" loading={attempt.isPending}>Sign in</Button>}
          <Anchor component="button" type="button" fz="sm" onClick={change}>
            {recovering ? 'Use the app’s code' : 'Use a recovery code'}
          </Anchor>
        </Group>
      </Stack>
    </form>
  );
}
