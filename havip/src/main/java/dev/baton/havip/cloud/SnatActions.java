package dev.baton.havip.cloud;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.SnatRule;
import dev.baton.havip.VpcId;
import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.NatGateway;
import dev.baton.havip.resource.SnatEntry;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.VSwitch;
import dev.baton.havip.resource.Vpc;
import dev.baton.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// SNAT entries: which sources leave a VPC from which EIP of its NAT gateway.
final class SnatActions {
    private static final int PAGE_MAX = 50;

    private SnatActions() {}

    static List<Action> all() {
        return List.of(
                Action.vpc("CreateSnatEntry", SnatActions::create, "RegionId", "SnatTableId", "SnatIp"),
                Action.vpc("DeleteSnatEntry", SnatActions::delete, "RegionId", "SnatTableId", "SnatEntryId"),
                Action.vpc("DescribeSnatTableEntries", SnatActions::describe, "RegionId"));
    }

    private static NatGateway gateway(Request request) {
        String table = request.required("SnatTableId");
        return request.allMine(NatGateway.class)
                .filter(gateway -> gateway.snatTable().equals(table))
                .findAny()
                .orElseThrow(() -> new CallRefused(ErrorCode.SNAT_TABLE_NOT_FOUND, table));
    }

    private static Fields create(Request request) {
        Turn turn = request.turn();
        NatGateway gateway = gateway(request);
        if (!gateway.phase().is(Status.AVAILABLE)) {
            throw new CallRefused(ErrorCode.NAT_GATEWAY_STATUS);
        }
        String publicAddress = request.required("SnatIp");
        boolean isGateways = turn.all(Eip.class)
                .filter(eip ->
                        eip.address().equals(publicAddress) && eip.phase().is(Status.IN_USE))
                .anyMatch(eip -> EipAssociation.leadsTo(eip, gateway.id()));
        if (!isGateways) {
            throw new CallRefused(ErrorCode.EIP_NOT_IN_GATEWAY, publicAddress);
        }
        request.within(Quota.SNAT_ENTRIES_PER_TABLE, of(turn, gateway).count(), ErrorCode.QUOTA_SNAT_ENTRIES);
        Subnet source = source(request, gateway);
        if (of(turn, gateway).anyMatch(entry -> Subnet.of(entry.source()).equals(source))) {
            throw new CallRefused(ErrorCode.SOURCE_DUPLICATED, source.toString());
        }
        SnatEntry entry = new SnatEntry(
                turn.freshId(SnatEntry.class, "snat-"),
                Resources.meta(request, request.name("SnatEntryName")),
                turn.during(Status.PENDING, Delay.SNAT_PENDING),
                gateway.id(),
                gateway.snatTable(),
                publicAddress,
                source.toString(),
                request.text("SourceVSwitchId", ""));
        turn.put(entry);
        order(turn, entry).ifPresent(turn::network);
        turn.note(entry, TimelineEntry.Topic.CREATED, entry.source());
        return Fields.of("SnatEntryId", entry.id());
    }

    private static Stream<SnatEntry> of(Turn turn, NatGateway gateway) {
        return turn.all(SnatEntry.class).filter(entry -> entry.gateway().equals(gateway.id()));
    }

    /// A prefix, or all of a vSwitch; one of them, not both.
    private static Subnet source(Request request, NatGateway gateway) {
        Optional<String> prefix = request.text("SourceCIDR");
        Optional<String> vSwitch = request.text("SourceVSwitchId");
        if (prefix.isPresent() == vSwitch.isPresent()) {
            throw new CallRefused(ErrorCode.INVALID_PARAMETER, "SourceCIDR");
        }
        if (vSwitch.isPresent()) {
            VSwitch found = request.mine(VSwitch.class, vSwitch.get(), ErrorCode.VSWITCH_ID_NOT_FOUND);
            if (!found.vpc().equals(gateway.vpc())) {
                throw new CallRefused(ErrorCode.VSWITCH_ID_NOT_FOUND, found.id());
            }
            return Subnet.of(found.cidr());
        }
        Vpc vpc = request.mine(Vpc.class, gateway.vpc(), ErrorCode.VPC_NOT_FOUND);
        return prefix.flatMap(Subnet::parse)
                .filter(Subnet.of(vpc.cidr())::contains)
                .orElseThrow(() -> new CallRefused(ErrorCode.CIDR_MALFORMED, prefix.orElse("")));
    }

    /// What the network is told of an entry.
    static Optional<FabricEvent> order(Turn turn, SnatEntry entry) {
        return turn.find(NatGateway.class, entry.gateway())
                .map(gateway -> new FabricEvent.AddSnat(new SnatRule(
                        entry.id(),
                        new VpcId(gateway.vpc()),
                        Subnet.of(entry.source()).prefix(),
                        IpAddress.of(entry.publicAddress()))));
    }

    private static Fields delete(Request request) {
        gateway(request);
        SnatEntry entry =
                request.mine(SnatEntry.class, request.required("SnatEntryId"), ErrorCode.SNAT_ENTRY_NOT_FOUND);
        if (!entry.phase().is(Status.AVAILABLE)) {
            throw new CallRefused(ErrorCode.SNAT_ENTRY_STATUS);
        }
        delete(request.turn(), entry);
        return Fields.none();
    }

    /// Begins its end, whoever wants it; does nothing if it has begun.
    static void delete(Turn turn, SnatEntry entry) {
        if (!entry.phase().is(Status.DELETING)) {
            turn.put(entry.with(turn.during(Status.DELETING, Delay.SNAT_DELETING)));
            turn.network(new FabricEvent.RemoveSnat(entry.id()));
            turn.note(entry, TimelineEntry.Topic.DELETED);
        }
    }

    private static Fields describe(Request request) {
        Predicate<SnatEntry> wanted = Filters.<SnatEntry>equal(request, "SnatTableId", SnatEntry::table)
                .and(Filters.equal(request, "SnatEntryId", SnatEntry::id))
                .and(Filters.equal(request, "NatGatewayId", SnatEntry::gateway))
                .and(Filters.equal(request, "SnatIp", SnatEntry::publicAddress))
                .and(Filters.equal(request, "SourceCIDR", SnatEntry::source))
                .and(Filters.equal(request, "SourceVSwitchId", SnatEntry::vSwitch))
                .and(Filters.equal(
                        request, "SnatEntryName", entry -> entry.meta().name()));
        return Page.of(request, PAGE_MAX)
                .answer(
                        request.allMine(SnatEntry.class).filter(wanted),
                        "SnatTableEntries",
                        "SnatTableEntry",
                        SnatActions::write);
    }

    private static Fields write(SnatEntry entry) {
        return Fields.of("SnatEntryId", entry.id())
                .text("SnatEntryName", entry.meta().name())
                .text("SnatTableId", entry.table())
                .text("NatGatewayId", entry.gateway())
                .text("SnatIp", entry.publicAddress())
                .text("SourceCIDR", entry.source())
                .text("SourceVSwitchId", entry.vSwitch())
                .text("Status", entry.phase().status().word());
    }
}
