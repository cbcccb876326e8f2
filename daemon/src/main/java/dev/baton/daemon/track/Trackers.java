package dev.baton.daemon.track;

import dev.baton.config.source.PathFacts;
import dev.baton.daemon.script.ScriptRules;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.model.CheckerSpec;
import dev.baton.model.Configuration;
import dev.baton.model.InterfaceName;
import dev.baton.model.LinkPolling.Method;
import dev.baton.model.RealServerSpec;
import dev.baton.model.TrackFileSpec;
import dev.baton.model.TrackProcessSpec;
import dev.baton.model.TrackScriptSpec;
import dev.baton.model.Tracked;
import dev.baton.model.VirtualServerSpec;
import dev.baton.vrrp.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that is tracked, on a thread of its own: scripts, files, processes and polled links. What they report
/// goes to the engine as events.
public final class Trackers implements AutoCloseable {
    private final LoopThread thread;
    private final PathFacts facts;
    private final ScriptTracker scripts;
    private final FileTracker files;
    private final ProcessTracker processes;
    private final LinkPoller links;
    private boolean configuredBefore;

    /// @param engine takes an event to the engine, from any thread
    /// @param log takes a line, from any thread
    /// @param linkBeat takes an interface and whether it has a link, from any thread
    public Trackers(
            Consumer<Event> engine,
            BiConsumer<InterfaceName, Boolean> linkBeat,
            Consumer<String> log,
            PathFacts facts) {
        this.facts = facts;
        thread = LoopThread.start("tracking", log);
        scripts = new ScriptTracker(thread, engine);
        files = new FileTracker(thread, engine);
        processes = new ProcessTracker(thread, engine);
        links = new LinkPoller(thread, linkBeat);
        thread.post(() -> thread.closing(scripts::end));
    }

    /// Tracks what this configuration tracks, from now on. From any thread; does not wait.
    public void configure(Configuration configuration) {
        thread.post(() -> track(configuration));
    }

    private void track(Configuration configuration) {
        Map<Tracked.Kind, Set<String>> used = used(configuration);
        files.configure(
                only(configuration.trackFiles(), TrackFileSpec::name, used.get(Tracked.Kind.FILE)), !configuredBefore);
        processes.configure(
                only(configuration.trackProcesses(), TrackProcessSpec::name, used.get(Tracked.Kind.PROCESS)));
        scripts.configure(
                only(configuration.vrrp().scripts(), TrackScriptSpec::name, used.get(Tracked.Kind.SCRIPT)),
                new ScriptRules(configuration.globals(), facts));
        links.configure(polled(configuration, used.getOrDefault(Tracked.Kind.INTERFACE, Set.of())));
        configuredBefore = true;
    }

    private static Map<InterfaceName, Method> polled(Configuration configuration, Set<String> tracked) {
        Map<InterfaceName, Method> polled = new HashMap<>();
        if (configuration.linkPolling().everything()) {
            Stream.concat(
                            configuration.virtualRouters().stream().flatMap(router -> router.device().stream()),
                            tracked.stream().map(InterfaceName::new))
                    .forEach(name -> polled.put(name, Method.ANY));
        }
        polled.putAll(configuration.linkPolling().chosen());
        return polled;
    }

    private static <T> List<T> only(List<T> all, Function<T, String> name, @Nullable Set<String> used) {
        return used == null
                ? List.of()
                : all.stream().filter(each -> used.contains(name.apply(each))).toList();
    }

    /// The names of what instances, groups and checks track, by kind.
    private static Map<Tracked.Kind, Set<String>> used(Configuration configuration) {
        Map<Tracked.Kind, Set<String>> used = Stream.concat(
                        configuration.vrrp().routers().stream().flatMap(router -> router.tracked().stream()),
                        configuration.vrrp().syncGroups().stream().flatMap(group -> group.tracked().stream()))
                .collect(Collectors.groupingBy(
                        Tracked::kind, HashMap::new, Collectors.mapping(Tracked::name, Collectors.toSet())));
        for (VirtualServerSpec service : configuration.virtualServers()) {
            for (RealServerSpec server : service.realServers()) {
                for (CheckerSpec checker : server.checkers()) {
                    if (checker instanceof CheckerSpec.File file) {
                        used.computeIfAbsent(Tracked.Kind.FILE, _ -> new HashSet<>())
                                .add(file.trackFile());
                    }
                }
            }
        }
        return used;
    }

    /// Ends every script that is running, and the thread.
    @Override
    public void close() {
        thread.close();
    }
}
