package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.AddressKeeping;
import dev.baton.model.Announcing;
import dev.baton.model.Announcing.Extra;
import dev.baton.model.GarpGroupSpec;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.model.VrrpSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// When the addresses are announced, and that adverts never wait for it.
class AnnouncementStoryTest {
    private static final String PEER = "172.16.0.225";

    // RFC9568-6.4.2-3, RFC3768-6.4.2-3
    @Test
    void everyRoundGoesOverVirtualThenExcludedAddresses() {
        Story story = Story.of(SpecBuilder.ha1()
                        .virtual("172.16.0.222/16", "172.16.0.223/16")
                        .excluded("2001:db8::1/64")
                        .announcing(announcing(2, 0, 0)))
                .start()
                .at("3.6s");
        assertThat(announced(story))
                .containsExactly(
                        "172.16.0.222", "172.16.0.223", "172.16.0.222", "172.16.0.223", "2001:db8::1", "2001:db8::1");
    }

    @Test
    void paceSpreadsAnnouncementsButNotAdverts() {
        Announcing paced = new Announcing(
                5,
                Duration.ZERO,
                Duration.ZERO,
                1,
                5,
                Duration.ZERO,
                Duration.ofMillis(400),
                Duration.ZERO,
                Extra.NONE);
        Story story = Story.of(SpecBuilder.ha1().announcing(paced))
                .start()
                .at("3.531s")
                .andThen()
                .at("5.6s");
        assertThat(story.told())
                .filteredOn(line -> line.contains("announce") || line.contains("advert 120"))
                .containsExactly(
                        "3.531250s advert 120 to 172.16.0.225",
                        "3.531250s announce 172.16.0.222 on eth0 by ARP",
                        "3.931250s announce 172.16.0.222 on eth0 by ARP",
                        "4.331250s announce 172.16.0.222 on eth0 by ARP",
                        "4.531250s advert 120 to 172.16.0.225",
                        "4.731250s announce 172.16.0.222 on eth0 by ARP",
                        "5.131250s announce 172.16.0.222 on eth0 by ARP",
                        "5.531250s advert 120 to 172.16.0.225");
    }

    @Test
    void interfacesOfOneGroupShareThePace() {
        SpecBuilder other = SpecBuilder.ha1().named("VI_2").vrid(52).virtual("10.0.0.1/24");
        other.device = Optional.of(new InterfaceName("eth1"));
        GarpGroupSpec group = new GarpGroupSpec(
                Set.of(SpecBuilder.ETH0, new InterfaceName("eth1")),
                Optional.of(Duration.ofMillis(100)),
                Optional.empty());
        VrrpSpec spec = new VrrpSpec(
                List.of(
                        SpecBuilder.ha1().announcing(announcing(1, 0, 0)).build(),
                        other.announcing(announcing(1, 0, 0)).build()),
                List.of(),
                List.of(),
                List.of(group),
                Duration.ZERO);
        Story story = Story.of(spec).start().at("4s");
        assertThat(story.told())
                .filteredOn(line -> line.contains("announce"))
                .containsExactly(
                        "3.531250s VI_1 announce 172.16.0.222 on eth0 by ARP",
                        "3.631250s VI_2 announce 10.0.0.1 on eth1 by ARP");
    }

    /// A thousand instances take over at the same moment: every advert leaves before the first announcement.
    @Test
    void advertsOfAThousandRoutersLeaveBeforeAnyAnnouncement() {
        List<SpecBuilder> routers = IntStream.range(0, 1000)
                .mapToObj(index -> {
                    SpecBuilder builder = SpecBuilder.ha1()
                            .named("VI_" + index)
                            .vrid(1 + index % 250)
                            .virtual("10.%d.%d.1/24".formatted(index / 250, index % 250));
                    builder.device = Optional.of(new InterfaceName("eth" + index / 250));
                    return builder;
                })
                .toList();
        Story story = Story.of(routers.toArray(SpecBuilder[]::new)).start().andThen();
        story.asleepUntil("3.53125s").send(new Event.DeadlineReached());
        List<String> done = story.did();
        assertThat(done.stream().filter(line -> line.contains(" advert 120"))).hasSize(1000);
        assertThat(done.stream().filter(line -> line.contains(" announce "))).hasSizeLessThanOrEqualTo(32);
        assertThat(done.getLast()).contains("announce");
        assertThat(story.nextDeadline()).as("the rest is due at once").isEqualTo(story.now());
        story.at("4.5s");
        assertThat(story.did().stream().filter(line -> line.contains(" announce ")))
                .hasSizeGreaterThan(4900);
    }

    @Test
    void refreshStartsAfterTheSecondBurst() {
        Announcing refreshing = new Announcing(
                1,
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                3,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Extra.NONE);
        Story story = Story.of(SpecBuilder.ha1().announcing(refreshing)).start().at("130s");
        assertThat(story.told().stream()
                        .filter(line -> line.contains("announce"))
                        .map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly(
                        "3.531250s",
                        "8.531250s",
                        "68.531250s",
                        "68.531250s",
                        "68.531250s",
                        "128.531250s",
                        "128.531250s",
                        "128.531250s");
    }

    @Test
    void oneAddressIsAnnouncedFromTimeToTimeOnEachVmacThatSendsNoAdverts() {
        Announcing extra = announcing(1, 5, 0, new Extra(Duration.ofSeconds(60), false));
        assertThat(extraAnnouncements(extra))
                .containsExactly(
                        "68.531250s announce 10.1.0.1 on vrrp.51 by ARP",
                        "128.531250s announce 10.1.0.1 on vrrp.51 by ARP");
    }

    @Test
    void withAllOneIsAnnouncedOnEveryOtherInterface() {
        Announcing extra = announcing(1, 5, 0, new Extra(Duration.ofSeconds(60), true));
        assertThat(extraAnnouncements(extra))
                .containsExactly(
                        "68.531250s announce 10.1.0.1 on vrrp.51 by ARP",
                        "68.531250s announce 10.2.0.1 on eth2 by ARP",
                        "128.531250s announce 10.1.0.1 on vrrp.51 by ARP",
                        "128.531250s announce 10.2.0.1 on eth2 by ARP");
    }

    /// What is announced after the bursts of a new master that has addresses on three interfaces.
    private static List<String> extraAnnouncements(Announcing announcing) {
        VirtualRouterSpec spec = SpecBuilder.ha1().announcing(announcing).build();
        List<VirtualAddress> elsewhere = List.of(
                on("10.1.0.1", "vrrp.51").withOwnVmac(),
                on("10.1.0.2", "vrrp.51").withOwnVmac(),
                on("10.2.0.1", "eth2"));
        Story story = Story.of(VrrpSpec.of(List.of(spec.withAddresses(spec.virtualAddresses(), elsewhere))))
                .start()
                .at("130s");
        return story.told().stream()
                .filter(line -> line.contains("announce"))
                .filter(line -> Double.parseDouble(line.substring(0, line.indexOf('s'))) > 10)
                .toList();
    }

    private static VirtualAddress on(String address, String device) {
        return VirtualAddress.of(new IpPrefix(IpAddress.of(address), 24)).movedTo(new InterfaceName(device));
    }

    @Test
    void lastAnnouncementIsTheWinners() {
        Story story = Story.of(SpecBuilder.ha2().announcing(announcing(1, 0, 0)))
                .start()
                .at("5s")
                .andThen();
        story.hears("172.16.0.224", 100).at("9s");
        assertThat(story.told().stream().filter(line -> line.contains("announce")))
                .containsExactly(
                        "5.000000s announce 172.16.0.222 on eth0 by ARP",
                        // one interval and the skew later the loser has fallen silent
                        "6.531250s announce 172.16.0.222 on eth0 by ARP");
    }

    @Test
    void contestThatGoesOnIsSettledOnlyAtItsEnd() {
        Story story = Story.of(SpecBuilder.ha2().announcing(announcing(1, 0, 0)))
                .start()
                .at("5s");
        story.hears("172.16.0.224", 100)
                .at("6s")
                .hears("172.16.0.224", 100)
                .at("7s")
                .hears("172.16.0.224", 100);
        assertThat(story.andThen().at("20s").told().stream().filter(line -> line.contains("announce")))
                .containsExactly("8.531250s announce 172.16.0.222 on eth0 by ARP");
    }

    @Test
    void loserAnnouncesNothingAnyMore() {
        Announcing paced = new Announcing(
                50,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                1,
                5,
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Duration.ZERO,
                Extra.NONE);
        Story story = Story.of(SpecBuilder.ha1().announcing(paced))
                .start()
                .at("4s")
                .hears(PEER, 200)
                .andThen();
        assertThat(story.at("7s").isIn(RouterState.BACKUP).all(Effect.Announce.class))
                .isEmpty();
    }

    @Test
    void addressThatSomebodyElseRemovedIsPutBackAndAnnounced() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("4s").andThen();
        story.send(new Event.AddressLost("VI_1", IpAddress.of("172.16.0.222")));
        assertThat(story.isIn(RouterState.MASTER).did())
                .containsExactly(
                        "note: address 172.16.0.222 was removed by somebody else, putting it back",
                        "add 172.16.0.222/16 lease 3s",
                        "advert 120 to 172.16.0.225",
                        "renew lease 3s",
                        "announce 172.16.0.222 on eth0 by ARP");
        story.send(new Event.AddressLost("VI_1", IpAddress.of("1.2.3.4")));
        assertThat(story.did()).as("not ours").isEmpty();
        story.hears(PEER, 200).andThen().send(new Event.AddressLost("VI_1", IpAddress.of("172.16.0.222")));
        assertThat(story.did()).as("not MASTER").isEmpty();
        assertThat(story.now()).isEqualTo(Tick.ofMillis(4_000));
    }

    @Test
    void withAddressLostFaultTheRouterResignsAndComesBackAfterItsSkew() {
        Story story = Story.of(SpecBuilder.ha1().keeping(new AddressKeeping.Lease.Auto(), AddressKeeping.OnLoss.FAULT))
                .start()
                .at("4s")
                .andThen();
        story.send(new Event.AddressLost("VI_1", IpAddress.of("172.16.0.222")));
        assertThat(story.isIn(RouterState.BACKUP).did())
                .contains("advert 0 to 172.16.0.225", "remove 172.16.0.222/16")
                .last()
                .asString()
                .endsWith("somebody else deleted address 172.16.0.222");
        story.at("4.53s").isIn(RouterState.BACKUP).at("4.54s").isIn(RouterState.MASTER);
    }

    /// Only a master resigns: this one was master besides us and may have announced after us.
    @Test
    void masterThatHearsAnotherResignAnnouncesAgain() {
        Story story = Story.of(SpecBuilder.ha1()).start().at("15s").andThen();
        story.hears(PEER, 0);
        assertThat(announced(story)).hasSize(5);
    }

    /// A clogged line brings a loser's adverts all at once; each of them makes us announce again.
    @Test
    void manyLosersInARowDoNotMakeTheQueueEverLonger() {
        Announcing paced = new Announcing(
                1,
                Duration.ZERO,
                Duration.ZERO,
                1,
                5,
                Duration.ZERO,
                Duration.ofMillis(100),
                Duration.ZERO,
                Extra.NONE);
        Story story = Story.of(SpecBuilder.ha1().announcing(paced)).start().at("4s");
        for (int advert = 0; advert < 1_000; advert++) {
            story.hears(PEER, 100);
        }
        story.andThen().at("30s");
        assertThat(announced(story)).hasSizeLessThanOrEqualTo(6);
    }

    private static Announcing announcing(int repeat, int delaySeconds, int refreshSeconds) {
        return announcing(repeat, delaySeconds, refreshSeconds, Extra.NONE);
    }

    private static Announcing announcing(int repeat, int delaySeconds, int refreshSeconds, Extra extra) {
        return new Announcing(
                repeat,
                Duration.ofSeconds(delaySeconds),
                Duration.ofSeconds(refreshSeconds),
                1,
                repeat,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                extra);
    }

    private static List<String> announced(Story story) {
        return story.all(Effect.Announce.class).stream()
                .map(announce -> announce.address().toString())
                .toList();
    }
}
