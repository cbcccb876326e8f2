package dev.baton.vpc.demo;

import dev.baton.havip.cloud.CloudSettings;
import dev.baton.havip.cloud.Delay;
import dev.baton.havip.cloud.Rate;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.Tick;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.VpcException;
import dev.baton.vpc.driver.MachineNetwork;
import dev.baton.vpc.ovn.OvnWiring;
import dev.baton.vpc.server.ServeException;
import dev.baton.vpc.server.ServerOptions;
import dev.baton.vpc.server.ServerSettings;
import dev.baton.vpc.server.VpcServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The tutorial's cloud: a server of the API, and in it the two hosts. Nothing of it is in the
/// file system: its folder is inside a machine of its own, and its resources are in memory.
final class Stage implements AutoCloseable {
    /// How old an answer of the cloud may be that is shown.
    private static final Duration FRESH = Duration.ofMillis(50);

    private static final String FOLDER = Namespace.FOLDER + "/cloud";
    private static final String DATABASE = "jdbc:h2:mem:demo";

    private final Namespace desk;
    private final MachineNetwork network;
    private final VpcServer server;
    private final TutorialCloud cloud;
    private final Host ha1;
    private final Host ha2;
    private TutorialCloud.State known = TutorialCloud.State.NOTHING;
    private Tick stale = Tick.ZERO;

    private Stage(Namespace desk, DemoOptions options, Host ha1, Host ha2) throws VpcException {
        this.desk = desk;
        this.ha1 = ha1;
        this.ha2 = ha2;
        Path folder = desk.outside(FOLDER);
        this.network = network(options.driver(), folder);
        ServerOptions place = new ServerOptions(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port()),
                folder,
                Optional.of(DATABASE),
                Optional.empty());
        try {
            this.server = VpcServer.start(place, settings(), network);
        } catch (ServeException e) {
            throw new VpcException("starting the cloud's server", e);
        }
        this.cloud = new TutorialCloud(server.address());
    }

    private static MachineNetwork network(DemoOptions.Driver driver, Path folder) throws VpcException {
        return switch (driver) {
            case LINUX -> MachineNetwork.open(folder);
            case OVN -> MachineNetwork.open(folder, facts -> OvnWiring.start(folder.resolve("ovn.log"), facts));
        };
    }

    /// The tutorial's cloud, but nobody waits for its transitions, and it is asked more often than a real one allows.
    private static ServerSettings settings() {
        Map<Delay, Duration> none =
                Arrays.stream(Delay.values()).collect(Collectors.toMap(Function.identity(), each -> Duration.ZERO));
        CloudSettings cloud =
                CloudSettings.TUTORIAL.withDelays(none).withRate(new Rate(1_000_000, Duration.ofMinutes(1)));
        return new ServerSettings(ServerSettings.LABORATORY.keys(), true, cloud);
    }

    /// Builds it with both hosts created, bound and switched off, and the EIP on the HaVip.
    ///
    /// @param options say where the API and the console are to be, and the driver
    static Stage build(Host ha1, Host ha2, DemoOptions options) throws VpcException {
        Namespace desk = Namespace.start("desk", List.of());
        Stage stage;
        try {
            stage = new Stage(desk, options, ha1, ha2);
        } catch (VpcException e) {
            desk.end();
            throw e;
        }
        try {
            stage.cloud.build(List.of(ha1, ha2));
            stage.client();
            return stage;
        } catch (VpcException e) {
            stage.close();
            throw e;
        }
    }

    /// The machine on the internet side.
    Namespace client() throws VpcException {
        return network.machine("client").orElseThrow(() -> new VpcException("the VPC", "has no network"));
    }

    /// The link that opens the cloud's console.
    String console() {
        return server.consoles().values().iterator().next();
    }

    void powerOn(Host host) throws VpcException {
        host.starts(desk.outside(FOLDER)
                .resolve("instances")
                .resolve(cloud.id(host))
                .resolve("user-data.log"));
        cloud.start(host);
        stale = Tick.ZERO;
    }

    /// Without a word to anything that runs on it.
    void powerOff(Host host) throws VpcException {
        cloud.stop(host);
        stale = Tick.ZERO;
    }

    boolean isOff(Host host) {
        return state().status(host).equals("Stopped");
    }

    /// The host that has the HaVip, as the cloud says.
    Optional<String> master() {
        return state().master().map(Host::name);
    }

    /// What the cloud says, or said a moment ago; nothing while it does not answer.
    private TutorialCloud.State state() {
        Tick now = MonotonicClock.now();
        if (stale.isReachedAt(now)) {
            try {
                known = cloud.state();
            } catch (VpcException silent) {
                known = TutorialCloud.State.NOTHING;
            }
            stale = MonotonicClock.now().plus(FRESH);
        }
        return known;
    }

    Scene scene() {
        TutorialCloud.State now = state();
        return new Scene(ha1.node(now.status(ha1)), ha2.node(now.status(ha2)), master());
    }

    /// The machines that somebody may want to look into.
    List<Namespace> machines() throws VpcException {
        List<Namespace> machines = new ArrayList<>(List.of(client()));
        for (Host host : List.of(ha1, ha2)) {
            network.machine(cloud.id(host)).ifPresent(machines::add);
        }
        return machines;
    }

    /// Lets all machines outlive this JVM; nobody listens to announcements any more.
    List<Namespace> detach() throws VpcException {
        return network.detach();
    }

    @Override
    public void close() throws VpcException {
        cloud.close();
        try {
            server.close();
        } catch (ServeException e) {
            throw new VpcException("stopping the cloud's server", e);
        } finally {
            desk.end();
        }
    }
}
