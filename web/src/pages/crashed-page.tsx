import { Button } from '@mantine/core';
import { PlainPage } from '../ui/plain-page.tsx';

/** A fault of the page itself, or a part of it that could not be loaded after an upgrade of the server. */
export function CrashedPage() {
  return (
    <PlainPage title="This page broke" lead="Nothing on the server was changed by that. Loading the page again helps when the server was upgraded meanwhile.">
      <Button onClick={() => window.location.reload()} w="fit-content">
        Load the page again
      </Button>
    </PlainPage>
  );
}
