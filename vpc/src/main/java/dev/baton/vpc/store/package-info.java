/// Where the cloud's resources outlive the server: a database by JDBC, embedded or not, with the same statements.
package dev.baton.vpc.store;
