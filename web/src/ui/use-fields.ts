import { useState, type ChangeEvent } from 'react';

/** The text fields of a small form, with the server's message beside each until it is edited. */
export function useFields<Name extends string>(initial: Record<Name, string>) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const set = (name: Name, value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [name]: _edited, ...rest }) => rest);
  };
  const field = (name: Name) => ({
    value: values[name],
    error: errors[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => set(name, event.currentTarget.value),
  });
  return { values, errors, set, setErrors, field };
}
