package dev.baton.vpc.demo;

import dev.baton.havip.FabricEffect;
import dev.baton.havip.FabricEvent;
import dev.baton.havip.InstanceId;
import dev.baton.havip.Limits;
import dev.baton.vpc.FabricListener;
import dev.baton.vpc.LinuxVpc;
import dev.baton.vpc.VpcException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The tutorial's network with its two hosts, and what is known about it at any moment.
final class Stage implements AutoCloseable {
    private final LinuxVpc vpc;
    private final Host ha1;
    private final Host ha2;
    private final Watcher watcher;

    private Stage(LinuxVpc vpc, Host ha1, Host ha2, Watcher watcher) {
        this.vpc = vpc;
        this.ha1 = ha1;
        this.ha2 = ha2;
        this.watcher = watcher;
    }

    /// Remembers who the fabric's packets go to; written by the fabric's thread, read by the story's.
    private static final class Watcher implements FabricListener {
        private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
        private final Runnable changed;
        private volatile Optional<InstanceId> master = Optional.empty();

        private Watcher(Runnable changed) {
            this.changed = changed;
        }

        @Override
        public void happened(FabricEffect effect) {
            if (effect instanceof FabricEffect.MasterChanged change) {
                master = change.to();
                changed.run();
            }
        }

        @Override
        public void failed(FabricEffect effect, String why) {
            troubles.add(effect + ": " + why);
        }
    }

    /// Builds the network with both hosts created, bound and switched off, and the EIP on the HaVip.
    ///
    /// @param changed is told when the HaVip has another master, on the fabric's thread
    static Stage build(Host ha1, Host ha2, Runnable changed) throws VpcException {
        Watcher watcher = new Watcher(changed);
        LinuxVpc vpc = LinuxVpc.start(Tutorial.PLAN, Limits.DEFAULT, watcher);
        try {
            vpc.create(ha1.instance());
            vpc.create(ha2.instance());
            vpc.order(new FabricEvent.CreateHaVip(Tutorial.HAVIP, Tutorial.VSWITCH, Tutorial.HAVIP_ADDRESS));
            vpc.order(new FabricEvent.Bind(Tutorial.HAVIP, ha1.instance().id()));
            vpc.order(new FabricEvent.Bind(Tutorial.HAVIP, ha2.instance().id()));
            vpc.order(new FabricEvent.AssociateEip(Tutorial.EIP, Tutorial.HAVIP));
            return new Stage(vpc, ha1, ha2, watcher);
        } catch (VpcException e) {
            vpc.close();
            throw e;
        }
    }

    LinuxVpc vpc() {
        return vpc;
    }

    /// The host that the HaVip's packets go to.
    Optional<String> master() {
        return watcher.master.map(id -> id.equals(ha1.instance().id()) ? ha1.name() : ha2.name());
    }

    /// What the fabric could not do, one line each.
    List<String> troubles() {
        return List.copyOf(watcher.troubles);
    }

    Scene scene() {
        return new Scene(ha1.node(), ha2.node(), master());
    }

    @Override
    public void close() throws VpcException {
        vpc.close();
    }
}
