package dev.baton.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.daemon.host.DesiredState.Wish;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.Tick;
import dev.baton.wire.netlink.Route;
import dev.baton.wire.netlink.RouteRequest.Verb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DesiredStateTest {
    private static final Tick START = Tick.ofMillis(1_000);

    private final DesiredState state = new DesiredState();

    private static Wish wish(String network, boolean restored) {
        Route route = Route.blackhole(new IpPrefix(IpAddress.of(network), 24)).ofKeepalived();
        return new Wish("route " + network, new Entry.OfRoute(route, Verb.ADD), restored, Optional.of("group"));
    }

    private List<Wish> missing(Tick now, Wish... present) {
        Map<Object, Boolean> there = new HashMap<>();
        List.of(present).forEach(each -> there.put(each.entry().identity(), true));
        return state.missing(there, now);
    }

    @Test
    void onlyWhatIsNotThereIsAskedFor() {
        Wish first = wish("10.0.1.0", true);
        Wish second = wish("10.0.2.0", true);
        assertThat(state.want(List.of(first, second))).isEmpty();
        assertThat(missing(START, first)).containsExactly(second);
        assertThat(state.done(second)).isEmpty();
        assertThat(missing(START, first, second)).isEmpty();
    }

    @Test
    void whatSomebodyElseDeletesIsPutBackUnlessNobodyMinds() {
        Wish tracked = wish("10.0.1.0", true);
        Wish untracked = wish("10.0.2.0", false);
        state.want(List.of(tracked, untracked));
        assertThat(missing(START)).containsExactly(tracked, untracked);
        state.done(tracked);
        state.done(untracked);
        assertThat(missing(START)).containsExactly(tracked);
        assertThat(state.done(tracked))
                .hasValueSatisfying(line -> assertThat(line).contains("putting it back"));
    }

    @Test
    void whatIsNotWantedAnyMoreGoesLastFirst() {
        Wish first = wish("10.0.1.0", true);
        Wish second = wish("10.0.2.0", true);
        Wish others = wish("10.0.3.0", true);
        state.want(List.of(first, second, others));
        state.done(first);
        state.done(second);
        state.missing(Map.of(others.entry().identity(), false), START);
        assertThat(state.want(List.of())).containsExactly(second.entry(), first.entry());
    }

    @Test
    void whatIsToBeDifferentGoesBeforeItComes() {
        Wish before = wish("10.0.1.0", true);
        Route route =
                Route.onLink(new IpPrefix(IpAddress.of("10.0.1.0"), 24), 3).ofKeepalived();
        Wish after = new Wish("route", new Entry.OfRoute(route, Verb.ADD), true, Optional.empty());
        assertThat(after.identity()).isEqualTo(before.identity());
        state.want(List.of(before));
        state.done(before);
        assertThat(state.want(List.of(after))).containsExactly(before.entry());
        assertThat(missing(START)).containsExactly(after);
        assertThat(state.done(after)).isEmpty();
        assertThat(state.want(List.of(after))).isEmpty();
    }

    @Test
    void whatTheKernelRefusesIsToldOnceAndAskedForWithGrowingPauses() {
        Wish wish = wish("10.0.1.0", true);
        state.want(List.of(wish));
        assertThat(state.refused(wish, "no such device", START)).isTrue();
        assertThat(state.failedGroups()).containsExactly("group");
        assertThat(missing(Tick.ofMillis(1_999))).isEmpty();
        assertThat(missing(Tick.ofMillis(2_000))).containsExactly(wish);
        assertThat(state.refused(wish, "no such device", Tick.ofMillis(2_000))).isFalse();
        assertThat(state.nextAttempt()).isEqualTo(Tick.ofMillis(4_000));
        state.forgetPauses();
        assertThat(missing(Tick.ofMillis(2_001))).containsExactly(wish);
        assertThat(state.done(wish)).hasValueSatisfying(line -> assertThat(line).endsWith("is in place now"));
        assertThat(state.failedGroups()).isEmpty();
        assertThat(state.nextAttempt()).isEqualTo(Tick.NEVER);
    }

    @Test
    void pausesGrowToHalfAMinute() {
        Wish wish = wish("10.0.1.0", true);
        state.want(List.of(wish));
        for (int attempt = 0; attempt < 20; attempt++) {
            state.refused(wish, "no", START);
        }
        assertThat(state.nextAttempt()).isEqualTo(Tick.ofMillis(31_000));
    }
}
