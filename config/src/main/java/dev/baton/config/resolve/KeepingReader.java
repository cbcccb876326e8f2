package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Word;
import dev.baton.model.AddressKeeping;
import dev.baton.model.AddressKeeping.Lease;
import dev.baton.model.AddressKeeping.OnLoss;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How an instance keeps its addresses: what its own `baton` block says, else what `instance NAME` in the `baton` block
/// at the top says, else what that block says for all.
final class KeepingReader {
    private static final long SECONDS_MAX = 3600;

    private final Resolution resolution;
    private final VirtualRouterSpec router;

    private KeepingReader(Resolution resolution, VirtualRouterSpec router) {
        this.resolution = resolution;
        this.router = router;
    }

    static VirtualRouterSpec apply(Resolution resolution, Block instance, VirtualRouterSpec router) {
        Block global = resolution.own();
        Block named = Block.merged(global.all("instance").stream()
                .filter(each -> each.argument(0)
                        .filter(word -> word.text().equals(router.name()))
                        .isPresent())
                .toList());
        List<Block> blocks = List.of(Block.merged(instance.all("baton")), named, global);
        KeepingReader reader = new KeepingReader(resolution, router);
        VirtualRouterSpec steady = router.withRules(router.rules().withSteadiness(SteadinessReader.read(blocks)));
        return steady.withKeeping(new AddressKeeping(
                first(blocks, "vip_lease").flatMap(reader::lease).orElse(AddressKeeping.DEFAULT.lease()),
                first(blocks, "address_lost")
                        .filter(word -> word.text().equals("fault"))
                        .map(_ -> OnLoss.FAULT)
                        .orElse(OnLoss.RESTORE)));
    }

    private static Optional<Word> first(List<Block> blocks, String keyword) {
        return blocks.stream().flatMap(block -> block.word(keyword).stream()).findFirst();
    }

    private Optional<Lease> lease(Word word) {
        return switch (word.text()) {
            case "auto" -> Optional.of(new Lease.Auto());
            case "off", "0" -> Optional.of(new Lease.Off());
            default -> {
                Optional<Duration> lease = Values.integer(word.text())
                        .filter(seconds -> seconds >= 1 && seconds <= SECONDS_MAX)
                        .map(Duration::ofSeconds);
                if (lease.isEmpty()) {
                    resolution.report(Finding.of(Code.INVALID_OPTION_VALUE, word.span())
                            .with("word", "vip_lease")
                            .with("value", word));
                }
                yield lease.flatMap(duration -> fixed(word, duration));
            }
        };
    }

    private Optional<Lease> fixed(Word word, Duration lease) {
        Duration least = AddressKeeping.leastLease(router.advertInterval());
        if (lease.compareTo(least) < 0) {
            report(Code.LEASE_TOO_SHORT, word, least);
            return Optional.empty();
        }
        if (lease.compareTo(masterDown()) > 0) {
            report(Code.LEASE_OUTLASTS_PATIENCE, word, masterDown());
        }
        return Optional.of(new Lease.Fixed(lease));
    }

    private void report(Code code, Word word, Duration bound) {
        resolution.report(Finding.of(code, word.span())
                .with("value", word)
                .with("name", router.name())
                .with("bound", seconds(bound)));
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /// RFC9568-6.1-2: how long a peer of the same priority waits before it takes over.
    private Duration masterDown() {
        Duration unit = router.version() == VrrpVersion.V2 ? Duration.ofSeconds(1) : router.advertInterval();
        Duration skew = unit.multipliedBy(256L - router.priority().value()).dividedBy(256);
        return router.advertInterval().multipliedBy(router.downTimerAdverts()).plus(skew);
    }
}
