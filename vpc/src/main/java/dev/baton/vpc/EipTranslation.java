package dev.baton.vpc;

import dev.baton.model.IpAddress;

/// Translates public addresses to private ones at the internet gateway, one to one and in both directions.
interface EipTranslation {
    void translate(IpAddress eip, IpAddress address) throws VpcException;

    void stop(IpAddress eip, IpAddress address) throws VpcException;
}
