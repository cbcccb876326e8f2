/// The driver `ovn` of the cloud's server: what the API orders, told to an OVN by its northbound database.
package dev.baton.vpc.ovn;
