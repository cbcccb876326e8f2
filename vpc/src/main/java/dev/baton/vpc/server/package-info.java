/// `baton vpc serve`: the socket, the engine's thread, the ports to store and network, and what starts and stops them.
package dev.baton.vpc.server;
