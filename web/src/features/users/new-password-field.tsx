import { Group, PasswordInput, Text } from '@mantine/core';
import { useId, type ComponentProps } from 'react';
import classes from './new-password-field.module.css';
import { passwordStrength, shortestPassword } from './password-strength.ts';

const colors = ['gray.5', 'brick.6', 'amber.5', 'hop.6'] as const;

type Props = Pick<ComponentProps<typeof PasswordInput>, 'value' | 'onChange' | 'error' | 'label'> & { value: string; personal: readonly string[] };

/** A new password with its strength in words. */
export function NewPasswordField({ personal, value, ...rest }: Props) {
  const strengthId = useId();
  const strength = passwordStrength(value, personal);
  return (
    <div>
      <PasswordInput {...rest} value={value} required withAsterisk={false} minLength={shortestPassword} maxLength={128} autoComplete="new-password" aria-describedby={strengthId} />
      <Group gap={4} mt={8} aria-hidden="true">
        {[1, 2, 3].map((step) => (
          <div key={step} className={classes['step']} data-filled={value !== '' && strength.score >= step ? colors[strength.score].split('.')[0] : undefined} />
        ))}
      </Group>
      <Text id={strengthId} size="xs" c="dimmed" mt={4} aria-live="polite">
        {value === '' ? `At least ${shortestPassword} characters.` : strength.words}
      </Text>
    </div>
  );
}
