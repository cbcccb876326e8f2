package dev.baton.vpc.console;

import dev.baton.havip.VpcId;
import dev.baton.havip.api.Api;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.cloud.TimelineEntry;
import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Resource;
import dev.baton.havip.resource.Status;
import dev.baton.model.IpAddress;
import dev.baton.vpc.VpcException;
import dev.baton.vpc.server.CloudWatcher;
import dev.baton.vpc.server.Network;
import dev.baton.vpc.server.Outside;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What the console knows and shows: the cloud as it is, what has happened, who is looking, and whether the public
/// addresses that they look at answer. For any thread.
public final class Console implements CloudWatcher, AutoCloseable {
    private static final int LINES = 500;
    private static final long TICK_MILLIS = 200;

    private final Network network;
    private final InstantSource clock;
    private final String region;
    private final String zone;
    private final Timeline timeline = new Timeline(LINES, this::tell);
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final Map<String, Prober> probers = new ConcurrentHashMap<>();

    /// Where the cloud's resources are read; set before the first visitor comes.
    private volatile Supplier<Optional<List<Resource>>> cloud = Optional::empty;

    /// @param region the cloud's
    /// @param zone where new vSwitches are
    public Console(Network network, InstantSource clock, String region, String zone) {
        this.network = network;
        this.clock = clock;
        this.region = region;
        this.zone = zone;
    }

    /// From now on there is something to show.
    ///
    /// @param resources all of them; empty while they cannot be read
    public void show(Supplier<Optional<List<Resource>>> resources) {
        this.cloud = resources;
    }

    /// The same API, each changing call of which the timeline shows with what came of it.
    public Api watching(Api api) {
        return call -> {
            ApiAnswer answer = api.call(call);
            if (!isReading(call.action())) {
                String outcome = answer instanceof ApiAnswer.Failed failed
                        ? failed.error().code()
                        : "";
                timeline.add(clock.instant(), call.account(), "CALLED", call.action(), List.of(outcome));
            }
            return answer;
        };
    }

    @Override
    public void noted(TimelineEntry entry) {
        timeline.add(entry.at(), entry.account(), entry.topic().name(), entry.resource(), entry.details());
    }

    @Override
    public void changed() {
        for (EventStream stream : streams) {
            stream.renew("state", () -> state(stream.account()));
        }
    }

    /// The account's cloud, and what has happened in it.
    Map<String, Object> state(String account) {
        Map<String, Object> state = new LinkedHashMap<>();
        Optional<CloudView> view = view(account);
        state.put("account", account);
        state.put("region", region);
        state.put("zone", zone);
        state.put("isReadable", view.isPresent());
        state.putAll(view.orElseGet(() -> new CloudView(List.of())).tree());
        return state;
    }

    private Optional<CloudView> view(String account) {
        return cloud.get().map(all -> CloudView.of(account, all));
    }

    /// Tells a page what happens until it or the server goes.
    ///
    /// @param haVip whose public address is tried meanwhile; empty for none
    void follow(String account, String haVip, OutputStream out) throws IOException {
        EventStream stream = new EventStream(account, haVip);
        streams.add(stream);
        try {
            stream.renew("state", () -> state(account));
            timeline.of(account).forEach(line -> stream.offer("line", () -> tree(line)));
            stream.run(out, TICK_MILLIS, () -> tick(stream));
        } finally {
            streams.remove(stream);
            rest(haVip);
        }
    }

    private void tick(EventStream stream) {
        if (stream.haVip().isEmpty()) {
            stream.offer("tick", () -> "");
        } else {
            Optional<Prober> prober = prober(stream.account(), stream.haVip());
            stream.offer(
                    "probe",
                    () -> prober.map(each -> each.tree(System.nanoTime())).orElse(Map.of()));
        }
    }

    /// The prober of this HaVip, if an EIP leads there now and the driver has a client.
    private synchronized Optional<Prober> prober(String account, String haVip) {
        Optional<CloudView> view = view(account);
        Optional<Eip> eip = view.flatMap(now -> now.eipOf(haVip))
                .filter(each -> each.phase().is(Status.IN_USE));
        Optional<Prober> running = Optional.ofNullable(probers.get(haVip));
        Optional<String> address = eip.map(Eip::address);
        if (running.isPresent() && !address.equals(running.map(Prober::address))) {
            rest(haVip, true);
        }
        if (eip.isPresent() && !probers.containsKey(haVip)) {
            eip.flatMap(Eip::target)
                    .flatMap(to -> network.outside(new VpcId(to.vpc())))
                    .ifPresent(outside -> probers.put(haVip, begin(outside, account, haVip, eip.get())));
        }
        return Optional.ofNullable(probers.get(haVip));
    }

    private Prober begin(Outside outside, String account, String haVip, Eip eip) {
        return new Prober(
                outside,
                IpAddress.of(eip.address()),
                length -> timeline.add(
                        clock.instant(),
                        account,
                        "OUTAGE",
                        haVip,
                        List.of(Long.toString(length.toMillis()), eip.address())));
    }

    /// Nobody looks any more.
    private void rest(String haVip) {
        rest(haVip, streams.stream().noneMatch(stream -> stream.haVip().equals(haVip)));
    }

    private synchronized void rest(String haVip, boolean isOver) {
        if (isOver) {
            Optional.ofNullable(probers.remove(haVip)).ifPresent(Prober::close);
        }
    }

    /// What somebody on the internet sees at this public address, which must be one of the account's.
    Map<String, Object> page(String account, String publicAddress) throws VpcException {
        Optional<Outside> outside =
                view(account).flatMap(now -> now.vpcOf(publicAddress)).flatMap(vpc -> network.outside(new VpcId(vpc)));
        Optional<String> answer =
                outside.isPresent() ? outside.get().page(IpAddress.of(publicAddress)) : Optional.empty();
        return Map.of("isTried", outside.isPresent(), "answer", answer.orElse(""));
    }

    private void tell(Timeline.Line line) {
        for (EventStream stream : streams) {
            if (stream.account().equals(line.account())) {
                stream.offer("line", () -> tree(line));
            }
        }
    }

    private static Map<String, Object> tree(Timeline.Line line) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("number", line.number());
        tree.put("at", line.at().toString());
        tree.put("topic", line.topic());
        tree.put("about", line.about());
        tree.put("details", line.details());
        return tree;
    }

    private static boolean isReading(String action) {
        return action.startsWith("Describe") || action.startsWith("List") || action.startsWith("Get");
    }

    /// Lets the pages go.
    @Override
    public void close() {
        streams.forEach(EventStream::close);
        probers.values().forEach(Prober::close);
    }
}
