import { Checkbox, type CheckboxProps } from '@mantine/core';
import type { Allowance } from '../api/types.ts';

/** A check box that shows why it cannot be changed, and can still be reached and read. */
export function ReasonedCheckbox({ allowed, onChange, description, ...rest }: CheckboxProps & { allowed: Allowance }) {
  if (allowed === true) return <Checkbox {...rest} description={description} onChange={onChange} />;
  return <Checkbox {...rest} description={allowed} aria-disabled="true" readOnly onChange={() => undefined} opacity={0.75} />;
}
