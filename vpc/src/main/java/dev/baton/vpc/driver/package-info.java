/// The drivers of the cloud's server that run machines: what the API orders, made of namespaces on this machine.
package dev.baton.vpc.driver;
