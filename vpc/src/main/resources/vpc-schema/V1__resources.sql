-- One row for each resource of the cloud. What is in a resource is the engine's business, so the database keeps it as
-- text; it is read once, at start.
create table resource (
    kind varchar(32) not null,
    id varchar(255) not null,
    body text not null,
    primary key (kind, id)
);
