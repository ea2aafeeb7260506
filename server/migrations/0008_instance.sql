-- Facts of this installation as a whole, such as the value that tells whether the master key is the right one.
create table instance (
  name text primary key,
  value text not null
);
