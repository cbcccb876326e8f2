package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.AdvertRules;
import dev.baton.model.AdvertRules.OldChecksum;
import dev.baton.model.Authentication;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpFamily;
import dev.baton.model.Preemption;
import dev.baton.model.Priority;
import dev.baton.model.RouterState;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.Vrid;
import dev.baton.model.VrrpVersion;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Applies defaults, inheritance and rounding to one `vrrp_instance` (keepalived's rules for derived values).
final class InstanceReader {
    private static final long SECOND = 1_000_000;
    private static final long HUNDREDTH = 10_000;
    private static final long V3_INTERVAL_MAX = 4095 * HUNDREDTH;

    private final Resolution resolution;
    private final Globals globals;
    private final Block block;

    InstanceReader(Resolution resolution, Block block) {
        this.resolution = resolution;
        this.globals = resolution.globals();
        this.block = block;
    }

    VirtualRouterSpec read(String name, Vrid vrid, Optional<InterfaceName> device) {
        TransportReader transport = new TransportReader(resolution, block);
        List<VirtualAddress> addresses = addresses("virtual_ipaddress");
        IpFamily family = addresses.stream()
                .findFirst()
                .map(address -> address.prefix().family())
                .or(transport::family)
                .orElse(block.has("native_ipv6") ? IpFamily.IPV6 : IpFamily.IPV4);
        VrrpVersion version = version(family);
        Priority priority = priority(state());
        Duration interval = interval(version);
        Authentication authentication = new AuthenticationReader(resolution, block).read(version, interval);

        RouterState state = initialState(authentication, priority);
        VirtualRouterSpec spec = new VirtualRouterSpec(
                name,
                device,
                vrid,
                family,
                version,
                state,
                priority,
                interval,
                block.number("down_timer_adverts").map(Math::toIntExact).orElse(globals.downTimerAdverts()),
                authentication,
                transport.read(family),
                ofFamily(addresses, family),
                addresses("virtual_ipaddress_excluded"),
                preemption(state, priority),
                AnnouncingKeywords.read(
                        resolution,
                        block,
                        "",
                        globals.announcing(),
                        globals.lowerRepeatWritten(),
                        globals.lowerDelayWritten()),
                rules(version));
        VirtualRouterSpec strict = StrictReader.apply(resolution, block, spec);
        return KeepingReader.apply(resolution, block, strict.withTracked(TrackLines.read(resolution, block)));
    }

    private VrrpVersion version(IpFamily family) {
        Optional<Long> written = block.number("version");
        if (written.isPresent()) {
            return written.get() == 2 ? VrrpVersion.V2 : VrrpVersion.V3;
        }
        return family == IpFamily.IPV6 || block.has("native_ipv6") ? VrrpVersion.V3 : globals.version();
    }

    /// `state`, but an authentication header makes all but owners listen first.
    private RouterState initialState(Authentication authentication, Priority priority) {
        boolean mustListen = authentication instanceof Authentication.AuthenticationHeader && !priority.isOwner();
        if (!mustListen || state() != RouterState.MASTER) {
            return state();
        }
        block.last("state")
                .ifPresent(statement -> resolution.report(Finding.of(Code.AH_STARTS_AS_BACKUP, statement.line())
                        .also(block.last("authentication").orElse(statement).span())));
        return RouterState.BACKUP;
    }

    /// `state`; without it an owner starts as MASTER.
    private RouterState state() {
        return switch (block.text("state").orElse("")) {
            case "MASTER" -> RouterState.MASTER;
            case "BACKUP" -> RouterState.BACKUP;
            default ->
                block.number("priority").filter(value -> value == 255).isPresent()
                        ? RouterState.MASTER
                        : RouterState.BACKUP;
        };
    }

    /// `priority`; without it `state MASTER` makes an owner.
    private Priority priority(RouterState state) {
        return block.number("priority")
                .map(value -> new Priority(value.intValue()))
                .orElseGet(() -> {
                    boolean owner = !block.has("priority") && state == RouterState.MASTER;
                    return owner ? Priority.OWNER : Priority.DEFAULT;
                });
    }

    private Duration interval(VrrpVersion version) {
        long written = block.millionths("advert_int").orElse(SECOND);
        long unit = version == VrrpVersion.V2 ? SECOND : HUNDREDTH;
        long rounded = Math.max(unit, (written + unit / 2) / unit * unit);
        long used = version == VrrpVersion.V3 ? Math.min(rounded, V3_INTERVAL_MAX) : rounded;
        if (used != written) {
            block.word("advert_int")
                    .ifPresent(word -> resolution.report(Finding.of(Code.ADVERT_INTERVAL_ROUNDED, word.span())
                            .with("value", word)
                            .with(
                                    "used",
                                    used / SECOND
                                            + (used % SECOND == 0 ? "" : ".%02d".formatted(used % SECOND / HUNDREDTH)))
                            .with("version", version.number())));
        }
        return Duration.of(used, ChronoUnit.MICROS);
    }

    private List<VirtualAddress> addresses(String name) {
        Map<Object, Statement> seen = new HashMap<>();
        List<VirtualAddress> addresses = new ArrayList<>();
        for (Statement line : block.lines(name)) {
            AddressLines.read(resolution, line, "address").ifPresent(address -> {
                Statement first = seen.putIfAbsent(address.address(), line);
                if (first == null && address.device().isEmpty() && !block.has("interface")) {
                    resolution.report(Finding.of(Code.ADDRESS_WITHOUT_INTERFACE, line.span())
                            .with("address", address.prefix()));
                } else if (first == null) {
                    addresses.add(ownVmacWhereElsewhere(address));
                } else {
                    resolution.report(Finding.of(Code.DUPLICATE_ADDRESS, line.span())
                            .with("address", address.address())
                            .also(first.span()));
                }
            });
        }
        return addresses;
    }

    /// `use_vmac_addr`: addresses on other interfaces than the instance's get a MAC address of their own too.
    private VirtualAddress ownVmacWhereElsewhere(VirtualAddress address) {
        boolean elsewhere = address.device()
                .filter(device -> !device.value().equals(block.text("interface").orElse("")))
                .isPresent();
        return elsewhere && block.has("use_vmac_addr") ? address.withOwnVmac() : address;
    }

    /// All addresses in the adverts are of one family: that of the first.
    private List<VirtualAddress> ofFamily(List<VirtualAddress> addresses, IpFamily family) {
        List<VirtualAddress> fitting = addresses.stream()
                .filter(address -> address.prefix().family() == family)
                .toList();
        if (fitting.size() < addresses.size()) {
            Statement stray = block.lines("virtual_ipaddress").stream()
                    .filter(line -> AddressLines.prefix(line.name())
                            .filter(prefix -> prefix.family() != family)
                            .isPresent())
                    .findFirst()
                    .orElseThrow();
            resolution.report(Finding.of(Code.MIXED_FAMILIES, stray.span()).with("address", stray.name()));
        }
        return fitting;
    }

    private Preemption preemption(RouterState state, Priority priority) {
        Optional<Statement> nopreempt = block.last("nopreempt");
        Duration delay = block.millionths("preempt_delay")
                .map(micros -> Duration.of(micros, ChronoUnit.MICROS))
                .orElse(Duration.ZERO);
        boolean master = state == RouterState.MASTER || priority.isOwner();
        Optional<Statement> clashing =
                nopreempt.or(() -> block.last("preempt_delay").filter(_ -> !delay.isZero()));
        if (master && clashing.isPresent()) {
            Word word = clashing.get().words().getFirst();
            Finding finding =
                    Finding.of(Code.NOPREEMPT_WITH_MASTER, word.span()).with("word", word);
            block.last("state").ifPresent(statement -> finding.also(statement.line()));
            resolution.report(finding);
            return Preemption.DEFAULT;
        }
        return nopreempt.isPresent() ? new Preemption.NoPreempt() : new Preemption.Preempt(delay);
    }

    private AdvertRules rules(VrrpVersion version) {
        AdvertRules inherited = globals.rules();
        OldChecksum oldChecksum = block.last("old_unicast_checksum")
                .map(each -> each.argument(0).isPresent() ? OldChecksum.NEVER : OldChecksum.ALWAYS)
                .orElse(inherited.oldUnicastChecksum());
        boolean strict = block.flag("strict_mode", inherited.strict());
        return new AdvertRules(
                strict,
                block.bool("skip_check_adv_addr").orElse(inherited.skipCheckAdvAddr()),
                strict || block.flag("lower_prio_no_advert", inherited.lowerPrioNoAdvert()),
                !strict && block.flag("higher_prio_send_advert", inherited.higherPrioSendAdvert()),
                block.bool("owner_ignore_adverts").orElse(inherited.ownerIgnoreAdverts()),
                block.bool("v3_checksum_as_v2").orElse(inherited.v3ChecksumAsV2()),
                oldChecksum,
                accept(strict, version),
                inherited.refuseOtherAddresses(),
                block.has("track_src_ip"),
                block.has("dont_track_primary"),
                timerExpiredBackup());
    }

    /// An owner always accepts. By the protocol's text (`vrrp_strict`) nobody else does, but for version 3 that may be
    /// asked for.
    private boolean accept(boolean strict, VrrpVersion version) {
        boolean asked = block.has("accept") && version == VrrpVersion.V3;
        return priority(state()).isOwner() || (strict ? asked : !block.has("no_accept"));
    }

    private Optional<Priority> timerExpiredBackup() {
        return block.last("timer_expired_backup")
                .or(() -> block.last("thread_timer_expired"))
                .map(each -> new Priority(
                        Values.number(each, 0).map(Math::toIntExact).orElse(254)));
    }
}
