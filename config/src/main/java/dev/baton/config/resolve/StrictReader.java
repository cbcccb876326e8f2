package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.syntax.Statement;
import dev.baton.model.AdvertRules;
import dev.baton.model.Announcing;
import dev.baton.model.Authentication;
import dev.baton.model.Authentication.HmacTrailer;
import dev.baton.model.Preemption;
import dev.baton.model.RouterState;
import dev.baton.model.VirtualRouterSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What `vrrp_strict` makes of an instance: the settings by which keepalived departs from the protocol's text are
/// as that text says, whatever is written.
final class StrictReader {
    private static final int MISSED_ADVERTS = 3;
    private static final Set<String> OVERRULED =
            Set.of("preempt_delay", "down_timer_adverts", "garp_lower_prio_repeat", "garp_lower_prio_delay");

    private StrictReader() {}

    static VirtualRouterSpec apply(Resolution resolution, Block block, VirtualRouterSpec router) {
        if (!router.rules().strict()) {
            return router;
        }
        boolean owner = router.priority().isOwner();
        RouterState state = owner ? RouterState.MASTER : RouterState.BACKUP;
        for (Statement statement : block.statements()) {
            if (isOverruled(statement, state)) {
                resolution.report(
                        Finding.of(Code.STRICT_OVERRULES, statement.span()).with("word", statement.name()));
            }
        }
        return new VirtualRouterSpec(
                router.name(),
                router.device(),
                router.vrid(),
                router.family(),
                router.version(),
                state,
                router.priority(),
                router.advertInterval(),
                MISSED_ADVERTS,
                enforced(router.authentication()),
                router.transport(),
                router.virtualAddresses(),
                router.excludedAddresses(),
                router.preemption() instanceof Preemption.Preempt ? Preemption.DEFAULT : router.preemption(),
                quiet(router.announcing()),
                owner ? ignoringOthers(router.rules()) : router.rules());
    }

    private static boolean isOverruled(Statement statement, RouterState state) {
        return switch (statement.name()) {
            case "state" ->
                argument(statement).filter(word -> word.equals(other(state))).isPresent();
            case "higher_prio_send_advert" -> !isOff(statement);
            case "lower_prio_no_advert" -> isOff(statement);
            case "preempt_delay" ->
                argument(statement).filter(word -> !word.equals("0")).isPresent();
            default -> OVERRULED.contains(statement.name());
        };
    }

    private static String other(RouterState state) {
        return state == RouterState.MASTER ? "BACKUP" : "MASTER";
    }

    private static boolean isOff(Statement statement) {
        return argument(statement)
                .filter(Set.of("off", "false", "no")::contains)
                .isPresent();
    }

    private static Optional<String> argument(Statement statement) {
        return statement.argument(0).map(word -> word.text());
    }

    private static Authentication enforced(Authentication authentication) {
        return authentication instanceof HmacTrailer trailer
                ? new HmacTrailer(trailer.keys(), trailer.antiReplay(), trailer.window(), HmacTrailer.Mode.ENFORCE)
                : authentication;
    }

    private static Announcing quiet(Announcing announcing) {
        return new Announcing(
                announcing.repeat(),
                announcing.delay(),
                announcing.refresh(),
                announcing.refreshRepeat(),
                0,
                Duration.ZERO,
                announcing.garpInterval(),
                announcing.naInterval(),
                announcing.extra());
    }

    private static AdvertRules ignoringOthers(AdvertRules rules) {
        return new AdvertRules(
                rules.strict(),
                rules.skipCheckAdvAddr(),
                rules.lowerPrioNoAdvert(),
                rules.higherPrioSendAdvert(),
                true,
                rules.v3ChecksumAsV2(),
                rules.oldUnicastChecksum(),
                rules.accept(),
                rules.refuseOtherAddresses(),
                rules.trackSource(),
                rules.dontTrackPrimary(),
                rules.timerExpiredBackup());
    }
}
