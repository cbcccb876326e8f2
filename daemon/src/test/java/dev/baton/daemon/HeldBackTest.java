package dev.baton.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.KeepalivedConfig;
import dev.baton.config.source.MemorySourceLoader;
import dev.baton.config.source.ReadOptions;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.model.Reason;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualAddress;
import dev.baton.model.VirtualRouterSpec;
import dev.baton.vrrp.Effect;
import dev.baton.wire.ByteView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Who becomes MASTER waits for its addresses, and nobody else does.
class HeldBackTest {
    private static final InterfaceName DEVICE = new InterfaceName("eth0");
    private static final List<VirtualAddress> ADDRESSES =
            List.of(VirtualAddress.of(new IpPrefix(IpAddress.of("10.0.0.9"), 24)));

    private final HeldBack heldBack = new HeldBack("R"::equals);

    @Test
    void whatFollowsTheAddressesOfANewMasterWaitsForThem() {
        Effect.AddAddresses add = add("A");
        Effect advert = advert("A", 1);
        Effect entered = entered("A", RouterState.MASTER);
        assertThat(heldBack.sift(Tick.ZERO, List.of(add, advert, entered, announce("A"))))
                .containsExactly(add);
        assertThat(heldBack.release(add)).containsExactly(advert, entered, announce("A"));
        assertThat(heldBack.isEmpty()).isTrue();
    }

    @Test
    void otherRoutersGoOn() {
        heldBack.sift(Tick.ZERO, List.of(add("A"), entered("A", RouterState.MASTER)));
        assertThat(heldBack.sift(Tick.ZERO, List.of(advert("B", 1)))).containsExactly(advert("B", 1));
    }

    @Test
    void aMasterWhoseAddressIsPutBackGoesOnAdvertising() {
        List<Effect> wanted = List.of(add("A"), announce("A"), advert("A", 1));
        assertThat(heldBack.sift(Tick.ZERO, wanted)).isEqualTo(wanted);
    }

    @Test
    void ofManyAdvertsTheLatestIsEnough() {
        Effect.AddAddresses add = add("A");
        heldBack.sift(Tick.ZERO, List.of(add, advert("A", 1), entered("A", RouterState.MASTER)));
        assertThat(heldBack.sift(Tick.ZERO, List.of(advert("A", 2)))).isEmpty();
        assertThat(heldBack.release(add)).containsExactly(entered("A", RouterState.MASTER), advert("A", 2));
    }

    @Test
    void whoGivesTheAddressesUpMeanwhileDoesNotAnnounceThem() {
        Effect.AddAddresses add = add("A");
        Effect remove = new Effect.RemoveAddresses("A", ADDRESSES);
        heldBack.sift(Tick.ZERO, List.of(add, entered("A", RouterState.MASTER), announce("A")));
        heldBack.sift(Tick.ZERO, List.of(remove, entered("A", RouterState.BACKUP)));
        assertThat(heldBack.release(add))
                .containsExactly(entered("A", RouterState.MASTER), remove, entered("A", RouterState.BACKUP));
    }

    @Test
    void whoHasRoutesIsAnnouncedBeforeThemAndEntersAfterThem() {
        Effect.AddAddresses add = add("R");
        heldBack.sift(Tick.ZERO, List.of(add, advert("R", 1), entered("R", RouterState.MASTER), announce("R")));
        assertThat(heldBack.release(add)).containsExactly(advert("R", 1), announce("R"));
        assertThat(heldBack.awaitsRoutes(add)).isTrue();
        assertThat(heldBack.sift(Tick.ZERO, List.of(advert("R", 2)))).containsExactly(advert("R", 2));
        assertThat(heldBack.routesInPlace(add)).containsExactly(entered("R", RouterState.MASTER));
        assertThat(heldBack.isEmpty()).isTrue();
    }

    @Test
    void whoHasOnlyRoutesWaitsForThemToo() {
        Effect.AddAddresses none = new Effect.AddAddresses("R", List.of(), Optional.empty());
        assertThat(heldBack.sift(Tick.ZERO, List.of(none, entered("R", RouterState.MASTER))))
                .containsExactly(none);
        assertThat(heldBack.release(none)).isEmpty();
        assertThat(heldBack.routesInPlace(none)).containsExactly(entered("R", RouterState.MASTER));
    }

    @Test
    void whoGivesUpBeforeTheRoutesAreThereEntersInOrder() {
        Effect.AddAddresses add = add("R");
        Effect remove = new Effect.RemoveAddresses("R", ADDRESSES);
        heldBack.sift(Tick.ZERO, List.of(add, entered("R", RouterState.MASTER)));
        heldBack.release(add);
        assertThat(heldBack.sift(Tick.ZERO, List.of(remove, entered("R", RouterState.BACKUP))))
                .containsExactly(remove);
        Effect.AddAddresses again = add("R");
        assertThat(heldBack.sift(Tick.ZERO, List.of(again, entered("R", RouterState.MASTER))))
                .containsExactly(again);
        assertThat(heldBack.routesInPlace(add)).isEmpty();
        assertThat(heldBack.release(again)).isEmpty();
        assertThat(heldBack.routesInPlace(again))
                .containsExactly(
                        entered("R", RouterState.MASTER),
                        entered("R", RouterState.BACKUP),
                        entered("R", RouterState.MASTER));
    }

    @Test
    void whoHasGivenTheAddressesUpAlreadyDoesNotWaitForRoutes() {
        Effect.AddAddresses add = add("R");
        Effect remove = new Effect.RemoveAddresses("R", ADDRESSES);
        heldBack.sift(Tick.ZERO, List.of(add, entered("R", RouterState.MASTER)));
        heldBack.sift(Tick.ZERO, List.of(remove, entered("R", RouterState.BACKUP)));
        assertThat(heldBack.release(add))
                .containsExactly(entered("R", RouterState.MASTER), remove, entered("R", RouterState.BACKUP));
        assertThat(heldBack.isEmpty()).isTrue();
    }

    @Test
    void theAnswerToAnEarlierRequestReleasesNothing() {
        Effect.AddAddresses add = add("A");
        heldBack.sift(Tick.ZERO, List.of(add, entered("A", RouterState.MASTER)));
        assertThat(heldBack.release(add("A"))).isEmpty();
        assertThat(heldBack.isEmpty()).isFalse();
    }

    /// The interval is a second.
    @Test
    void advertsDoNotWaitLongerThanAQuarterOfTheInterval() {
        heldBack.configure(List.of(router("A")));
        Effect.AddAddresses add = add("A");
        heldBack.sift(at(0), List.of(add, advert("A", 1), entered("A", RouterState.MASTER), announce("A")));
        assertThat(heldBack.nextDeadline()).isEqualTo(at(250));
        assertThat(heldBack.overdue(at(249))).isEmpty();
        assertThat(heldBack.overdue(at(250))).containsExactly(advert("A", 1));
        assertThat(heldBack.nextDeadline()).isEqualTo(Tick.NEVER);
        // From then on they are as punctual as any, and what claims the addresses waits for the kernel.
        assertThat(heldBack.sift(at(1_000), List.of(advert("A", 2), announce("A"))))
                .containsExactly(advert("A", 2));
        assertThat(heldBack.release(add))
                .containsExactly(entered("A", RouterState.MASTER), announce("A"), announce("A"));
    }

    @Test
    void eachTakeoverHasItsOwnPatience() {
        heldBack.configure(List.of(router("A"), router("B")));
        heldBack.sift(at(0), List.of(add("A"), advert("A", 1), entered("A", RouterState.MASTER)));
        heldBack.sift(at(100), List.of(add("B"), advert("B", 1), entered("B", RouterState.MASTER)));
        assertThat(heldBack.overdue(at(260))).containsExactly(advert("A", 1));
        assertThat(heldBack.nextDeadline()).isEqualTo(at(350));
        assertThat(heldBack.overdue(at(350))).containsExactly(advert("B", 1));
    }

    @Test
    void whoeverGotItsAddressesInTimeIsNotWaitedFor() {
        heldBack.configure(List.of(router("A")));
        Effect.AddAddresses add = add("A");
        heldBack.sift(at(0), List.of(add, advert("A", 1), entered("A", RouterState.MASTER)));
        heldBack.release(add);
        assertThat(heldBack.nextDeadline()).isEqualTo(Tick.NEVER);
        assertThat(heldBack.overdue(at(300))).isEmpty();
    }

    @Test
    void aSecondTakeoverDoesNotWaitSinceTheFirst() {
        heldBack.configure(List.of(router("A")));
        Effect.AddAddresses first = add("A");
        heldBack.sift(at(0), List.of(first, entered("A", RouterState.MASTER)));
        heldBack.release(first);
        heldBack.sift(at(5_000), List.of(add("A"), entered("A", RouterState.MASTER)));
        assertThat(heldBack.nextDeadline()).isEqualTo(at(5_250));
    }

    @Test
    void atTheEndEverythingLeaves() {
        heldBack.sift(Tick.ZERO, List.of(add("A"), entered("A", RouterState.MASTER)));
        assertThat(heldBack.releaseAll()).containsExactly(entered("A", RouterState.MASTER));
        assertThat(heldBack.isEmpty()).isTrue();
    }

    private static VirtualRouterSpec router(String name) {
        return KeepalivedConfig.read(
                        MemorySourceLoader.of("/k.conf", """
                                vrrp_instance %s {
                                    interface eth0
                                    virtual_router_id 51
                                    advert_int 1
                                    virtual_ipaddress { 10.0.0.9 }
                                }
                                """.formatted(name)), "/k.conf", ReadOptions.forHost("ha1"))
                .configuration()
                .orElseThrow()
                .virtualRouters()
                .getFirst();
    }

    private static Tick at(long millis) {
        return Tick.ofMicros(millis * 1_000);
    }

    private static Effect.AddAddresses add(String router) {
        return new Effect.AddAddresses(router, ADDRESSES, Optional.empty());
    }

    private static Effect advert(String router, int number) {
        return new Effect.SendAdvert(
                router,
                Optional.of(DEVICE),
                IpAddress.of("10.0.0.1"),
                IpAddress.of("224.0.0.18"),
                112,
                OptionalInt.of(255),
                ByteView.of(new byte[] {(byte) number}));
    }

    private static Effect announce(String router) {
        return new Effect.Announce(router, DEVICE, IpAddress.of("10.0.0.9"), Effect.Announce.Kind.ARP);
    }

    private static Effect entered(String router, RouterState to) {
        return new Effect.Entered(router, RouterState.BACKUP, to, new Reason.Started(), Tick.ZERO);
    }
}
