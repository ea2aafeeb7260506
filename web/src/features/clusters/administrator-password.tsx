import { Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Cluster, Organization } from '../../api/types.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { revealPassword } from './queries.ts';

type Props = { organization: Organization; cluster: Cluster; administrator: NonNullable<Cluster['administrator']> };

/** The one account of an unmanaged cluster (D08). */
export function AdministratorPassword({ organization, cluster, administrator }: Props) {
  const reveal = useMutation({ mutationFn: () => revealPassword({ organizationId: organization.id, clusterId: cluster.id }), gcTime: 0 });
  const shown = reveal.data?.password;
  return (
    <>
      <Facts
        items={[
          ['Administrator', <CopyValue key="email" value={administrator.email} what="the e-mail" />],
          [
            'Password',
            shown ? (
              <Group key="password" gap="xs">
                <CopyValue value={shown} what="the password" />
                <ReasonedButton allowed size="compact-sm" variant="default" onClick={() => reveal.reset()}>Hide password</ReasonedButton>
              </Group>
            ) : (
              <ReasonedButton key="show" allowed={cluster.allows.revealPassword} size="compact-sm" variant="default" loading={reveal.isPending} onClick={() => reveal.mutate()}>
                Show password
              </ReasonedButton>
            ),
          ],
        ]}
      />
      <ProblemAlert error={reveal.error} />
      <Text size="xs" c="dimmed" maw={560}>
        {administrator.passwordResetPending
          ? 'The password is being changed, because somebody who saw it is no longer a member.'
          : 'Each showing is recorded. When somebody who saw it is removed from the organization, the password changes at once. Other accounts inside this cluster do not follow the membership.'}
      </Text>
    </>
  );
}
