package dev.baton.havip;

import static dev.baton.havip.Lab.ECS3;
import static dev.baton.havip.Lab.EIP;
import static dev.baton.havip.Lab.HA1;
import static dev.baton.havip.Lab.HA2;
import static dev.baton.havip.Lab.HAVIP;
import static dev.baton.havip.Lab.VIP;
import static dev.baton.havip.Lab.VPC;
import static dev.baton.havip.Lab.VSWITCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Routes, SNAT and EIPs of instances, and that what is deleted is gone.
final class NetworkTest {
    private static final IpPrefix EVERYWHERE = new IpPrefix(IpAddress.of("0.0.0.0"), 0);

    private final Lab lab = new Lab();

    @Test
    void routeFollowsTheHaVipThatIsItsNextHop() {
        assertThat(lab.handle(new FabricEvent.AddRoute(VPC, EVERYWHERE, new NextHop.ToHaVip(HAVIP))))
                .containsExactly(new FabricEffect.WithdrawPrefix(VPC, EVERYWHERE));
        assertThat(lab.announces(HA1, VIP)).contains(new FabricEffect.RoutePrefix(VPC, EVERYWHERE, HA1.id()));
        assertThat(lab.announces(HA2, VIP)).contains(new FabricEffect.RoutePrefix(VPC, EVERYWHERE, HA2.id()));
        assertThat(lab.handle(new FabricEvent.InstanceDown(HA2.id())))
                .contains(new FabricEffect.WithdrawPrefix(VPC, EVERYWHERE));
        assertThat(lab.handle(new FabricEvent.RemoveRoute(VPC, EVERYWHERE)))
                .containsExactly(new FabricEffect.RemovePrefix(VPC, EVERYWHERE));
        assertThat(lab.announces(HA1, VIP)).noneMatch(FabricEffect.RoutePrefix.class::isInstance);
    }

    @Test
    void routeToAnInstanceOrToAMasterThatIsThereHoldsAtOnce() {
        lab.announces(HA1, VIP);
        IpPrefix other = new IpPrefix(IpAddress.of("10.1.0.0"), 16);
        assertThat(lab.handle(new FabricEvent.AddRoute(VPC, EVERYWHERE, new NextHop.ToHaVip(HAVIP))))
                .containsExactly(new FabricEffect.RoutePrefix(VPC, EVERYWHERE, HA1.id()));
        assertThat(lab.handle(new FabricEvent.AddRoute(VPC, other, new NextHop.ToInstance(ECS3.id()))))
                .containsExactly(new FabricEffect.RoutePrefix(VPC, other, ECS3.id()));
    }

    @Test
    void snatRuleComesAndGoes() {
        SnatRule rule = new SnatRule("snat-demo", VPC, EVERYWHERE, EIP);
        assertThat(lab.handle(new FabricEvent.AddSnat(rule))).containsExactly(new FabricEffect.TranslateSource(rule));
        assertThat(lab.handle(new FabricEvent.RemoveSnat("snat-demo")))
                .containsExactly(new FabricEffect.StopTranslatingSource(rule));
    }

    @Test
    void eipLeadsToAnInstance() {
        assertThat(lab.handle(new FabricEvent.AssociateEipWithInstance(EIP, ECS3.id())))
                .containsExactly(new FabricEffect.TranslateEip(EIP, ECS3.address()));
        assertThat(lab.handle(new FabricEvent.UnassociateEip(EIP)))
                .containsExactly(new FabricEffect.StopTranslating(EIP, ECS3.address()));
    }

    @Test
    void everythingCanBeDeletedAndMadeAgain() {
        lab.announces(HA1, VIP);
        lab.handle(new FabricEvent.Unbind(HAVIP, HA1.id()));
        lab.handle(new FabricEvent.Unbind(HAVIP, HA2.id()));
        assertThat(lab.handle(new FabricEvent.DeleteHaVip(HAVIP)))
                .containsExactly(new FabricEffect.Release(HAVIP, VSWITCH, VIP));
        for (Instance each : List.of(HA1, HA2, ECS3)) {
            assertThat(lab.handle(new FabricEvent.DeleteInstance(each.id()))).isEmpty();
        }
        assertThat(lab.handle(new FabricEvent.DeleteVSwitch(VSWITCH))).isEmpty();
        assertThat(lab.handle(new FabricEvent.CreateVSwitch(VSWITCH, VPC, EVERYWHERE)))
                .isEmpty();
        assertThat(lab.handle(new FabricEvent.CreateInstance(HA1))).isEmpty();
        assertThat(lab.handle(new FabricEvent.CreateHaVip(HAVIP, VSWITCH, VIP))).isEmpty();
    }

    @Test
    void restoredMasterHasTheHaVipUnlessSomebodyHasClaimedIt() {
        assertThat(lab.handle(new FabricEvent.RestoreMaster(HAVIP, HA1.id())))
                .contains(new FabricEffect.RouteHaVip(HAVIP, VIP, HA1.id()));
        assertThat(lab.master()).contains(HA1.id());
        assertThat(lab.handle(new FabricEvent.RestoreMaster(HAVIP, HA2.id()))).isEmpty();
        assertThat(lab.master()).contains(HA1.id());
    }
}
