import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { FocusedPage } from '../ui/focused-page.tsx';

export function NotFoundPage() {
  return (
    <FocusedPage title="Nothing grows here" lead="This address leads to no page. It may be mistyped, or the page may have moved.">
      <Button component={Link} to={paths.root} w="fit-content">
        Go to your dashboard
      </Button>
    </FocusedPage>
  );
}
