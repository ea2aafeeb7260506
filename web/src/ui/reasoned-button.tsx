import { Button, Tooltip, VisuallyHidden, type ButtonProps } from '@mantine/core';
import { useId, type ComponentPropsWithoutRef } from 'react';
import type { Allowance } from '../api/types.ts';

type Props = ButtonProps & Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> & { allowed: Allowance };

/** A button that stays reachable when it may not be pressed, and then says why: to the pointer, the keyboard and a screen reader. */
export function ReasonedButton({ allowed, onClick, ...rest }: Props) {
  const reasonId = useId();
  if (allowed === true) return <Button {...rest} onClick={onClick} />;
  return (
    <>
      <Tooltip label={allowed}>
        <Button {...rest} aria-disabled="true" data-disabled aria-describedby={reasonId} onClick={(event) => event.preventDefault()} />
      </Tooltip>
      <VisuallyHidden id={reasonId}>{allowed}</VisuallyHidden>
    </>
  );
}
