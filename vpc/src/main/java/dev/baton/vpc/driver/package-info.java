/// The driver `linux` of the cloud's server: what the API orders, made of namespaces on this machine.
package dev.baton.vpc.driver;
