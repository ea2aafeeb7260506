import { Anchor, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { FocusedPage } from '../ui/focused-page.tsx';
import classes from './help-roles-page.module.css';

const rows: [string, string][] = [
  ['See, open, start and stop clusters', 'Every member'],
  ['Create, terminate and retry clusters', 'Owner and administrators; every member while “can create and terminate clusters” is ticked'],
  ['Open and close a cluster’s ports', 'Owner and administrators; every member while “can open clusters ports” is ticked'],
  ['Invite members', 'Owner and administrators; every member while “can invite new members” is ticked'],
  ['Invite administrators, change roles, suspend and remove members', 'Owner and administrators'],
  ['Change the member permissions, cloud accounts, name and time zone', 'Owner and administrators'],
  ['Leave the organization', 'Everybody but the owner'],
  ['Offer the ownership, delete the organization', 'Owner'],
];

export function HelpRolesPage() {
  return (
    <FocusedPage title="Roles and permissions" lead="Who may do what in an organization." footer={<Anchor component={Link} to={paths.root}>Go to the dashboard</Anchor>}>
      <div>
        <Title order={2}>Owner</Title>
        <Text>Whoever began the organization. There is exactly one; the owner cannot be removed, suspended or demoted, but can offer the ownership to a member, who accepts or declines.</Text>
      </div>
      <div>
        <Title order={2}>Administrator</Title>
        <Text>
          Does everything that the member permissions govern, whatever they say, changes them, and makes other members administrators. On clusters with managed
          users that run version 2.6.0 or newer, an administrator of the organization is an administrator on the cluster too. When the role ends here, it ends there.
        </Text>
      </div>
      <div>
        <Title order={2}>Member</Title>
        <Text>Shares all clusters and has an account on each one with managed users. What else a member may do, the three member permissions say.</Text>
      </div>
      <div>
        <Title order={2} mb="xs">Who may do what</Title>
        <dl className={classes['rows']}>
          {rows.map(([what, who]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{who}</dd>
            </div>
          ))}
        </dl>
      </div>
    </FocusedPage>
  );
}
