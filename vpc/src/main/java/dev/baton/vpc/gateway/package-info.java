/// The wire of the cloud's RPC API: parameters, signatures, errors, JSON and XML. What the calls mean is behind
/// [dev.baton.havip.api.Api]; the socket is in `dev.baton.vpc.server`. Time comes in as an argument.
package dev.baton.vpc.gateway;
