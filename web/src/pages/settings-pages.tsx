export function CloudAccountsPage() {
  return null;
}
export function OrganizationSettingsPage() {
  return null;
}
export function ProfilePage() {
  return null;
}
