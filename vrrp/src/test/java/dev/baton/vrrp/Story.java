package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import dev.baton.wire.ByteView;
import dev.baton.wire.Ipv4Header;
import dev.baton.wire.VrrpHeader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One engine on virtual time, told as a story: what happens when, and what it makes the engine do. Timers
/// run by themselves while the time goes on; everything that the engine does is written down in one line
/// each.
final class Story {
    private final VrrpEngine engine;
    private final List<VirtualRouterSpec> specs;
    private final List<String> told = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private Tick now = Tick.ZERO;

    private Story(VrrpSpec spec) {
        engine = new VrrpEngine(spec);
        specs = spec.routers();
    }

    static Story of(SpecBuilder... builders) {
        return of(VrrpSpec.of(
                java.util.Arrays.stream(builders).map(SpecBuilder::build).toList()));
    }

    static Story of(VrrpSpec spec) {
        return new Story(spec);
    }

    /// Every interface is fine, and the routers begin.
    Story start() {
        return start(Duration.ZERO);
    }

    /// The same in a process of this age.
    Story start(Duration age) {
        linksAreUp();
        return send(new Event.Started(age));
    }

    Story linksAreUp() {
        specs.stream()
                .flatMap(spec -> spec.boundDevice().stream())
                .distinct()
                .forEach(device -> send(new Event.LinkChanged(device, true)));
        return this;
    }

    /// Lets the time go on to `text` from the beginning, such as "3.53125s"; every deadline on the way is kept.
    Story at(String text) {
        Tick target = Tick.ofMicros(new BigDecimal(text.substring(0, text.length() - 1))
                .movePointRight(6)
                .longValueExact());
        assertThat(target).as("a story does not go back").isGreaterThanOrEqualTo(now);
        while (engine.nextDeadline().isReachedAt(target)) {
            now = engine.nextDeadline().compareTo(now) > 0 ? engine.nextDeadline() : now;
            send(new Event.DeadlineReached());
        }
        now = target;
        return this;
    }

    /// The same without keeping deadlines: the loop sleeps.
    Story asleepUntil(String text) {
        now = Tick.ofMicros(new BigDecimal(text.substring(0, text.length() - 1))
                .movePointRight(6)
                .longValueExact());
        return this;
    }

    Story send(Event event) {
        List<Effect> done = engine.handle(now, event);
        effects.addAll(done);
        done.forEach(effect -> told.add(line(effect)));
        return this;
    }

    /// The first router hears its configured peer, or another member of its group, with a correct advert.
    Story hears(String from, int priority) {
        return hears(specs.getFirst(), from, priority);
    }

    /// A correct advert for the router of this spec.
    Story hears(VirtualRouterSpec spec, String from, int priority) {
        return hears(new Peer(spec, from), priority);
    }

    /// The next advert of a peer that goes on existing, with its counters.
    Story hears(Peer peer, int priority) {
        Effect.SendAdvert advert = peer.advert(now, priority);
        IpAddress own = peer.spec().transport().source().orElseThrow();
        boolean multicast = advert.destination().isMulticast();
        return send(new Event.DatagramReceived(
                peer.spec().boundDevice().orElse(SpecBuilder.ETH0),
                advert.source(),
                multicast ? advert.destination() : own,
                255,
                advert.bytes()));
    }

    Story hears(IpAddress source, IpAddress destination, int hopLimit, ByteView bytes) {
        InterfaceName device = specs.getFirst().device().orElse(SpecBuilder.ETH0);
        return send(new Event.DatagramReceived(device, source, destination, hopLimit, bytes));
    }

    Story linkDown() {
        return send(new Event.LinkChanged(SpecBuilder.ETH0, false));
    }

    Story linkUp() {
        return send(new Event.LinkChanged(SpecBuilder.ETH0, true));
    }

    Story stop() {
        return send(new Event.StopRequested());
    }

    Story stalledFor(Duration late) {
        return send(new Event.LoopStalled(late));
    }

    Story isIn(RouterState state) {
        assertThat(router().state()).as("state at " + now).isEqualTo(state);
        return this;
    }

    RouterView router() {
        return engine.routers().getFirst();
    }

    RouterView router(String name) {
        return engine.routers().stream()
                .filter(router -> router.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    long count(Counter counter) {
        return router().counters().getOrDefault(counter, 0L);
    }

    Tick now() {
        return now;
    }

    Tick nextDeadline() {
        return engine.nextDeadline();
    }

    VrrpEngine engine() {
        return engine;
    }

    /// Everything done since the last time somebody asked, with ticks.
    List<String> told() {
        List<String> result = List.copyOf(told);
        told.clear();
        effects.clear();
        return result;
    }

    /// The same without ticks.
    List<String> did() {
        return told().stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    /// Effects of one kind since the last time somebody asked.
    <E extends Effect> List<E> all(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Forgets what was done so far.
    Story andThen() {
        told();
        return this;
    }

    private String line(Effect effect) {
        String who = specs.size() > 1 ? effect.router() + " " : "";
        return now + " " + who + what(effect);
    }

    private static String what(Effect effect) {
        return switch (effect) {
            case Effect.SendAdvert advert -> "advert " + priorityOf(advert) + " to " + advert.destination();
            case Effect.AddAddresses add -> "add " + text(add.addresses()) + lease(add.lease());
            case Effect.RenewLease renew -> "renew" + lease(Optional.of(renew.lease()));
            case Effect.RemoveAddresses remove -> "remove " + text(remove.addresses());
            case Effect.Announce announce ->
                "announce " + announce.address() + " on " + announce.device() + " by " + announce.kind();
            case Effect.Entered entered ->
                entered.from() + " -> " + entered.to() + ": " + entered.reason().sentence();
            case Effect.Observed observed -> "note: " + observed.what().sentence();
            case Effect.Refused refused -> "refused: " + refused.why().sentence();
        };
    }

    private static int priorityOf(Effect.SendAdvert advert) {
        ByteView pdu = advert.source().family() == IpFamily.IPV4
                ? advert.bytes().from(advert.protocol() == 51 ? Ipv4Header.LENGTH + 24 : Ipv4Header.LENGTH)
                : advert.bytes();
        return VrrpHeader.decode(pdu).toOptional().orElseThrow().priority();
    }

    private static String text(List<VirtualAddress> addresses) {
        return addresses.stream().map(address -> address.prefix().toString()).collect(Collectors.joining(" "));
    }

    private static String lease(Optional<Duration> lease) {
        return lease.map(duration -> " lease " + duration.toSeconds() + "s").orElse("");
    }
}
