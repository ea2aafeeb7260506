import { Text } from '@mantine/core';

/** The inviter's own words, as plain text. */
export const Quoted = ({ message }: { message: string }) => (
  <Text component="blockquote" size="sm" m={0} mt={6} pl={10} className="breakable" style={{ whiteSpace: 'pre-line', borderLeft: '3px solid var(--mantine-color-default-border)' }}>
    {message}
  </Text>
);
