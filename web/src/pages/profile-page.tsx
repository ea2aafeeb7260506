import { ProfileForm } from '../features/users/profile-form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useShell } from './shell-context.ts';

export function ProfilePage() {
  const { self, organization } = useShell();
  return (
    <>
      <PageHeader title="Profile">How you are named in every organization and on the clusters.</PageHeader>
      <ProfileForm key={`${self.givenName}-${self.familyName}`} self={self} slug={organization.slug} />
    </>
  );
}
