package dev.baton.wire.netlink;

import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_DEL_DAEMON;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_DEL_DEST;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_DEL_SERVICE;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_FLUSH;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_GET_CONFIG;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_GET_DAEMON;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_GET_DEST;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_GET_SERVICE;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_NEW_DAEMON;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_NEW_DEST;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_NEW_SERVICE;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_SET_CONFIG;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_SET_DEST;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_SET_SERVICE;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_CMD_ZERO;
import static dev.baton.wire.netlink.IpvsConstants.IPVS_GENL_VERSION;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_ACK;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_DUMP;
import static dev.baton.wire.netlink.NetlinkConstants.NLM_F_REQUEST;

import dev.baton.model.IpAddress;

/// One thing to ask of the kernel's IPVS. Every request but a dump asks to be acknowledged.
public sealed interface IpvsRequest {
    record AddService(IpvsService service) implements IpvsRequest {}

    record SetService(IpvsService service) implements IpvsRequest {}

    record DeleteService(IpvsService.Key service) implements IpvsRequest {}

    record AddDestination(IpvsService.Key service, IpvsDestination destination) implements IpvsRequest {}

    record SetDestination(IpvsService.Key service, IpvsDestination destination) implements IpvsRequest {}

    record DeleteDestination(IpvsService.Key service, IpAddress address, int port) implements IpvsRequest {}

    record StartDaemon(IpvsDaemon daemon) implements IpvsRequest {}

    /// Ends the daemon of this kind; nothing else of it counts.
    record StopDaemon(IpvsDaemon daemon) implements IpvsRequest {}

    record SetTimeouts(IpvsTimeouts timeouts) implements IpvsRequest {}

    /// Removes every service, whoever added it.
    record Flush() implements IpvsRequest {}

    /// Sets the counters of everything to 0.
    record Zero() implements IpvsRequest {}

    record GetTimeouts() implements IpvsRequest {}

    /// Answered by one message for each.
    record ListServices() implements IpvsRequest {}

    /// Answered by one message for each.
    record ListDestinations(IpvsService.Key service) implements IpvsRequest {}

    /// Answered by one message for each.
    record ListDaemons() implements IpvsRequest {}

    /// Writes the whole message.
    ///
    /// @param family the number that the kernel gave to the family
    default void write(NetlinkWriter writer, int family, int sequence) {
        boolean dump = this instanceof ListServices || this instanceof ListDestinations || this instanceof ListDaemons;
        writer.begin(family, NLM_F_REQUEST | (dump ? NLM_F_DUMP : NLM_F_ACK), sequence);
        writer.u8(command()).u8(IPVS_GENL_VERSION).u16(0);
        writeBody(writer);
        writer.end();
    }

    private int command() {
        return switch (this) {
            case AddService _ -> IPVS_CMD_NEW_SERVICE;
            case SetService _ -> IPVS_CMD_SET_SERVICE;
            case DeleteService _ -> IPVS_CMD_DEL_SERVICE;
            case AddDestination _ -> IPVS_CMD_NEW_DEST;
            case SetDestination _ -> IPVS_CMD_SET_DEST;
            case DeleteDestination _ -> IPVS_CMD_DEL_DEST;
            case StartDaemon _ -> IPVS_CMD_NEW_DAEMON;
            case StopDaemon _ -> IPVS_CMD_DEL_DAEMON;
            case SetTimeouts _ -> IPVS_CMD_SET_CONFIG;
            case Flush _ -> IPVS_CMD_FLUSH;
            case Zero _ -> IPVS_CMD_ZERO;
            case GetTimeouts _ -> IPVS_CMD_GET_CONFIG;
            case ListServices _ -> IPVS_CMD_GET_SERVICE;
            case ListDestinations _ -> IPVS_CMD_GET_DEST;
            case ListDaemons _ -> IPVS_CMD_GET_DAEMON;
        };
    }

    private void writeBody(NetlinkWriter writer) {
        switch (this) {
            case AddService add -> add.service().write(writer);
            case SetService set -> set.service().write(writer);
            case DeleteService delete -> IpvsService.write(writer, delete.service());
            case AddDestination add -> {
                IpvsService.write(writer, add.service());
                add.destination().write(writer);
            }
            case SetDestination set -> {
                IpvsService.write(writer, set.service());
                set.destination().write(writer);
            }
            case DeleteDestination delete -> {
                IpvsService.write(writer, delete.service());
                writer.endNest(IpvsDestination.writeKey(writer, delete.address(), delete.port()));
            }
            case StartDaemon start -> start.daemon().write(writer);
            case StopDaemon stop -> stop.daemon().write(writer);
            case SetTimeouts set -> set.timeouts().write(writer);
            case ListDestinations list -> IpvsService.write(writer, list.service());
            case Flush _, Zero _, GetTimeouts _, ListServices _, ListDaemons _ -> {}
        }
    }
}
