-- M05: append-only; a cluster counts from running as seen to not running as seen.
create table cluster_state_change (
  id uuid primary key,
  organization_id uuid not null,
  cluster_id uuid not null,
  running boolean not null,
  at timestamptz not null,
  foreign key (organization_id, cluster_id) references cluster (organization_id, id)
);
create index cluster_state_change_of on cluster_state_change (organization_id, cluster_id, at, id);
