package dev.baton.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.RouterState;
import dev.baton.model.Tick;
import dev.baton.model.VirtualRouterSpec;
import org.junit.jupiter.api.Test;

/// Instances without interface: in a routing domain of their own (`vrf`), or in the host's.
class RoutingDomainStoryTest {
    private static final InterfaceName BLUE = new InterfaceName("blue");
    private static final String PEER = "172.16.0.225";

    private static SpecBuilder blue() {
        return SpecBuilder.ha1().named("blue").inVrf(BLUE);
    }

    private static SpecBuilder plain() {
        return SpecBuilder.ha1().named("plain").anywhere();
    }

    @Test
    void advertsGoOutByTheVrf() {
        Story story = Story.of(blue()).start().at("4s").isIn(RouterState.MASTER);
        assertThat(story.all(Effect.SendAdvert.class))
                .isNotEmpty()
                .allSatisfy(advert -> assertThat(advert.device()).contains(BLUE));
    }

    @Test
    void advertThatCameInElsewhereIsNobodys() {
        VirtualRouterSpec spec = blue().build();
        Story story = Story.of(blue()).start().at("4s").isIn(RouterState.MASTER).andThen();
        Effect.SendAdvert advert = new Peer(spec, PEER).advert(Tick.ZERO, 200);
        IpAddress own = spec.transport().source().orElseThrow();
        story.send(new Event.DatagramReceived(SpecBuilder.ETH0, advert.source(), own, 255, advert.bytes()));
        assertThat(story.isIn(RouterState.MASTER).did()).isEmpty();
        story.hears(PEER, 200).isIn(RouterState.BACKUP);
    }

    @Test
    void sameRouterInTwoDomainsHearsOnlyItsOwn() {
        Story story = Story.of(blue(), plain()).start().at("4s");
        story.hears(blue().build(), PEER, 200);
        assertThat(story.router("blue").state()).isEqualTo(RouterState.BACKUP);
        assertThat(story.router("plain").state()).isEqualTo(RouterState.MASTER);
        story.hears(plain().build(), PEER, 200);
        assertThat(story.router("plain").state()).isEqualTo(RouterState.BACKUP);
    }

    @Test
    void vrfThatGoesIsAFault() {
        Story story = Story.of(blue()).start().at("4s").send(new Event.LinkChanged(BLUE, false));
        story.isIn(RouterState.FAULT);
        assertThat(story.did()).endsWith("MASTER -> FAULT: interface blue is down");
        story.send(new Event.LinkChanged(BLUE, true)).isIn(RouterState.BACKUP);
    }
}
