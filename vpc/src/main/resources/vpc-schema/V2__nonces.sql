-- The nonces of the requests of the last half hour, so that none can be repeated after a restart.
create table nonce (
    digest varchar(32) not null,
    seen bigint not null
);
create index nonce_seen on nonce (seen);
