-- M01, the wall inside the database: the server writes rows of an organization only in a transaction that has named it (current_organization()),
-- whatever a statement forgot to compare. Reads are not cut: they carry the organization in the key of the statement, where an index serves it.
-- The server's role owns no table and has no BYPASSRLS, so nothing has to be forced; the owner, who migrates and repairs, is not bound.
-- Holding a row (for share, for update) asks the policy for updates too.
alter table organization enable row level security;
create policy read on organization for select using (true);
create policy write on organization for insert with check (id = current_organization());
create policy change on organization for update using (id = current_organization());
create policy remove on organization for delete using (id = current_organization());

alter table member enable row level security;
create policy read on member for select using (true);
create policy write on member for insert with check (organization_id = current_organization());
create policy change on member for update using (organization_id = current_organization());
create policy remove on member for delete using (organization_id = current_organization());

alter table removal enable row level security;
create policy read on removal for select using (true);
create policy write on removal for insert with check (organization_id = current_organization());
create policy change on removal for update using (organization_id = current_organization());
create policy remove on removal for delete using (organization_id = current_organization());

alter table invitation enable row level security;
create policy read on invitation for select using (true);
create policy write on invitation for insert with check (organization_id = current_organization());
create policy change on invitation for update using (organization_id = current_organization());
create policy remove on invitation for delete using (organization_id = current_organization());

alter table cloud_account enable row level security;
create policy read on cloud_account for select using (true);
create policy write on cloud_account for insert with check (organization_id = current_organization());
create policy change on cloud_account for update using (organization_id = current_organization());
create policy remove on cloud_account for delete using (organization_id = current_organization());

alter table cluster enable row level security;
create policy read on cluster for select using (true);
create policy write on cluster for insert with check (organization_id = current_organization());
create policy change on cluster for update using (organization_id = current_organization());
create policy remove on cluster for delete using (organization_id = current_organization());

alter table cluster_connection enable row level security;
create policy read on cluster_connection for select using (true);
create policy write on cluster_connection for insert with check (organization_id = current_organization());
create policy change on cluster_connection for update using (organization_id = current_organization());
create policy remove on cluster_connection for delete using (organization_id = current_organization());

alter table cluster_password_showing enable row level security;
create policy read on cluster_password_showing for select using (true);
create policy write on cluster_password_showing for insert with check (organization_id = current_organization());
create policy change on cluster_password_showing for update using (organization_id = current_organization());
create policy remove on cluster_password_showing for delete using (organization_id = current_organization());

alter table cluster_account enable row level security;
create policy read on cluster_account for select using (true);
create policy write on cluster_account for insert with check (organization_id = current_organization());
create policy change on cluster_account for update using (organization_id = current_organization());
create policy remove on cluster_account for delete using (organization_id = current_organization());

alter table cluster_account_pass enable row level security;
create policy read on cluster_account_pass for select using (true);
create policy write on cluster_account_pass for insert with check (organization_id = current_organization());
create policy change on cluster_account_pass for update using (organization_id = current_organization());
create policy remove on cluster_account_pass for delete using (organization_id = current_organization());

alter table cluster_state_change enable row level security;  -- append-only besides: the server may neither update nor delete here
create policy read on cluster_state_change for select using (true);
create policy write on cluster_state_change for insert with check (organization_id = current_organization());

-- What belongs to a person alone has no organization, and is written in none.
alter table audit enable row level security;
create policy read on audit for select using (true);
create policy write on audit for insert with check (organization_id is null or organization_id = current_organization());

alter table mail enable row level security;
create policy read on mail for select using (true);
create policy write on mail for insert with check (organization_id is null or organization_id = current_organization());
create policy change on mail for update using (organization_id is null or organization_id = current_organization());
create policy remove on mail for delete using (organization_id is null or organization_id = current_organization());
