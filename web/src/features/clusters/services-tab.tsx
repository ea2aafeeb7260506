import { Code, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../../api/changes.ts';
import type { Cluster, ClusterService, Organization, WantedServices } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { ReasonedCheckbox } from '../../ui/reasoned-checkbox.tsx';
import { sayDone } from '../../ui/toast.ts';
import { updateServices } from './queries.ts';
import { serviceSentence } from './service-sentence.ts';
import classes from './services-tab.module.css';

export function ServicesTab({ organization, cluster }: { organization: Organization; cluster: Cluster }) {
  const queries = useQueryClient();
  const [edited, setEdited] = useState<Partial<WantedServices>>({});
  const may = cluster.allows.updateServices;
  const saved = Object.fromEntries(cluster.services.map(({ key, wanted }) => [key, wanted])) as WantedServices;
  const shown = { ...saved, ...edited };
  const unchanged = cluster.services.every(({ key }) => shown[key] === saved[key]);
  const update = useMutation({
    mutationFn: () => updateServices({ organizationId: organization.id, clusterId: cluster.id }, shown),
    onSuccess: async () => {
      sayDone(`The ports of ${cluster.name} are being changed.`);
      await refresh(queries, organization.id, 'clusters');
      setEdited({});
    },
  });
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed" maw={640}>
        A ticked service is reachable from outside on its ports. {may === true ? 'Opening and closing takes effect on Update.' : <strong>{may}</strong>}
      </Text>
      <div className={classes['services']}>
        {cluster.services.map((service) => (
          <ServiceRow
            key={service.key} service={service} state={cluster.state} ticked={shown[service.key]} changeable={may === true}
            onTick={(ticked) => setEdited({ ...edited, [service.key]: ticked })}
          />
        ))}
      </div>
      <ProblemAlert error={update.error} />
      {may === true && (
        <Group>
          <ReasonedButton allowed={unchanged ? 'Nothing is changed yet.' : true} variant="default" loading={update.isPending} onClick={() => update.mutate()}>
            Update
          </ReasonedButton>
        </Group>
      )}
    </Stack>
  );
}

type RowProps = { service: ClusterService; state: string; ticked: boolean; changeable: boolean; onTick: (ticked: boolean) => void };

function ServiceRow({ service, state, ticked, changeable, onTick }: RowProps) {
  const { tone, words } = serviceSentence(service, state);
  return (
    <div className={classes['service']}>
      <ReasonedCheckbox allowed={changeable ? true : ''} label={service.label} checked={ticked} onChange={(event) => onTick(event.currentTarget.checked)} />
      <Text size="sm" c="dimmed" className="figures">
        {service.ports.length === 1 ? 'Port' : 'Ports'} {service.ports.join(', ')}
      </Text>
      <div className="breakable">
        <Text size="sm" role="status" data-tone={tone} className={classes['seen'] ?? ''}>
          {words}
        </Text>
        {service.seen && service.address && (
          <Text size="xs" c="dimmed" component="div" className="breakable">
            Connect to {service.ports.map((port) => <Code key={port}>{`${service.address}:${port}`}</Code>)}
          </Text>
        )}
      </div>
    </div>
  );
}
