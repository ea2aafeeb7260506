-- Set once the driver removed all that it made. A cluster that only looks absent may still have a folder or a process.
alter table cluster_connection add column removed_at timestamptz;
