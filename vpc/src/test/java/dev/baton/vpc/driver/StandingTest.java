package dev.baton.vpc.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.FabricEvent;
import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.VSwitchId;
import dev.baton.havip.VpcId;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final VSwitchId VSWITCH = new VSwitchId("vsw-1");
    private static final HaVipId HAVIP = new HaVipId("havip-1");
    private static final FabricEvent SUBNET =
            new FabricEvent.CreateVSwitch(VSWITCH, new VpcId("vpc-1"), new IpPrefix(IpAddress.of("172.16.0.0"), 16));
    private static final FabricEvent ADDRESS =
            new FabricEvent.CreateHaVip(HAVIP, VSWITCH, IpAddress.of("172.16.0.222"));
    private static final FabricEvent BINDING = new FabricEvent.Bind(HAVIP, new InstanceId("i-1"));

    private final Standing standing = new Standing();

    private void make(FabricEvent... orders) {
        for (FabricEvent order : orders) {
            standing.made(order, Standing.undoOf(order).orElseThrow());
        }
    }

    @Test
    void whatNobodyNamesAgainIsTakenAwayInTheOppositeOrder() {
        make(SUBNET, ADDRESS, BINDING);
        standing.forgetNames();
        standing.named(SUBNET);
        assertThat(standing.leftovers())
                .isEqualTo(List.of(
                        new FabricEvent.Unbind(HAVIP, new InstanceId("i-1")), new FabricEvent.DeleteHaVip(HAVIP)));
    }

    @Test
    void whatWasMadeSinceIsNoLeftover() {
        make(SUBNET);
        standing.forgetNames();
        standing.named(SUBNET);
        make(ADDRESS);
        assertThat(standing.leftovers()).isEmpty();
    }

    @Test
    void whatWasTakenAwayIsNotThere() {
        make(SUBNET, ADDRESS);
        standing.undone(new FabricEvent.DeleteHaVip(HAVIP));
        assertThat(standing.has(SUBNET)).isTrue();
        assertThat(standing.has(ADDRESS)).isFalse();
    }

    @Test
    void takingAwayCannotBeUndone() {
        assertThat(Standing.undoOf(new FabricEvent.DeleteHaVip(HAVIP))).isEmpty();
    }
}
