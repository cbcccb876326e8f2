package dev.baton.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.model.CheckerSpec.Endpoint;
import dev.baton.model.ServiceHealth;
import dev.baton.model.Tick;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// One engine on virtual time. Probes end at once: as the story says of the address that they go to. Everything that
/// the engine does is written down in one line each.
final class Story {
    private final HealthEngine engine;
    private final List<String> told = new ArrayList<>();
    private final Map<String, ProbeResult> answers = new HashMap<>();
    private final Map<ProbeId, ProbeSpec> pending = new HashMap<>();
    private final Set<String> silent = new HashSet<>();
    private Tick now = Tick.ZERO;

    private Story(HealthSpec spec) {
        engine = new HealthEngine(spec, new Random(1));
    }

    static Story of(HealthSpec spec) {
        return new Story(spec);
    }

    Story start() {
        return send(new HealthEvent.Started());
    }

    /// From now on probes of this address end like this.
    Story answers(String address, ProbeResult result) {
        answers.put(address, result);
        return this;
    }

    Story dies(String address) {
        return answers(address, new ProbeResult.Failed(new ProbeFailure.ConnectionError("Connection refused")));
    }

    Story lives(String address) {
        return answers(address, new ProbeResult.Succeeded());
    }

    /// From now on probes of this address do not end.
    Story hangs(String address) {
        silent.add(address);
        return this;
    }

    /// Lets the time go on to `text` from the beginning, such as "3.5s"; every deadline on the way is kept.
    Story at(String text) {
        Tick target = Tick.ofMicros(new BigDecimal(text.substring(0, text.length() - 1))
                .movePointRight(6)
                .longValueExact());
        while (engine.nextDeadline().isReachedAt(target)) {
            now = engine.nextDeadline().compareTo(now) > 0 ? engine.nextDeadline() : now;
            send(new HealthEvent.DeadlineReached());
        }
        now = target;
        return this;
    }

    Story send(HealthEvent event) {
        List<HealthEffect> effects = engine.handle(now, event);
        for (HealthEffect effect : effects) {
            told.add(line(effect));
            if (effect instanceof HealthEffect.StartProbe(ProbeId probe, ProbeSpec spec)) {
                pending.put(probe, spec);
            }
        }
        endProbes();
        return this;
    }

    private void endProbes() {
        for (ProbeId probe : List.copyOf(pending.keySet())) {
            ProbeSpec spec = pending.get(probe);
            if (spec != null && !silent.contains(target(spec))) {
                pending.remove(probe);
                ProbeResult result = answers.getOrDefault(target(spec), new ProbeResult.Succeeded());
                send(new HealthEvent.ProbeEnded(probe, result));
            }
        }
    }

    /// Ends a probe that hangs, or one that is long forgotten.
    Story ends(ProbeId probe, ProbeResult result) {
        pending.remove(probe);
        return send(new HealthEvent.ProbeEnded(probe, result));
    }

    private static String target(ProbeSpec spec) {
        return switch (spec) {
            case ProbeSpec.Tcp tcp -> host(tcp.endpoint());
            case ProbeSpec.Http http -> http.url().path();
            case ProbeSpec.Smtp smtp -> host(smtp.endpoint());
            case ProbeSpec.Dns dns -> host(dns.endpoint());
            case ProbeSpec.Ping ping -> host(ping.endpoint());
            case ProbeSpec.Udp udp -> host(udp.endpoint());
            case ProbeSpec.Misc misc -> misc.script().program();
        };
    }

    private static String host(Endpoint endpoint) {
        return endpoint.address().toString();
    }

    private String line(HealthEffect effect) {
        String what = switch (effect) {
            case HealthEffect.StartProbe start -> "probe " + target(start.spec());
            case HealthEffect.CancelProbe cancel -> "cancel";
            case HealthEffect.Notify notify -> "run " + notify.script().program();
            case HealthEffect.WriteLine write -> "pipe " + write.line();
            case HealthEffect.Mail mail -> "mail " + mail.subject() + ": " + mail.body();
            case HealthEffect.Observed observed -> "note " + observed.what().sentence();
            case HealthEffect.ServerUp up ->
                "up " + up.server().address() + ": " + up.reason().sentence();
            case HealthEffect.ServerDown down ->
                "down " + down.server().address() + ": " + down.reason().sentence();
            case HealthEffect.WeightChanged weight ->
                "weight " + weight.server().address() + " " + weight.from() + " -> " + weight.to() + ": "
                        + weight.reason().sentence();
            case HealthEffect.QuorumGained gained ->
                "gained: " + gained.reason().sentence();
            case HealthEffect.QuorumLost lost -> "lost: " + lost.reason().sentence();
            case HealthEffect.SorryIn in -> "sorry in " + in.server().address();
            case HealthEffect.SorryOut out -> "sorry out " + out.server().address();
            case HealthEffect.ServiceRemoved removed -> "removed " + removed.service();
        };
        return String.format(java.util.Locale.ROOT, "%.3fs %s", now.nanos() / 1e9, what);
    }

    /// Forgets what was told so far.
    Story andThen() {
        told.clear();
        return this;
    }

    /// What was told, but for probes and lines of these kinds.
    List<String> told(String... without) {
        return told.stream()
                .filter(line -> !line.contains(" probe "))
                .filter(line -> java.util.Arrays.stream(without).noneMatch(kind -> line.contains("s " + kind + " ")))
                .toList();
    }

    List<String> probes() {
        return told.stream().filter(line -> line.contains(" probe ")).toList();
    }

    Set<ProbeId> pending() {
        return Set.copyOf(pending.keySet());
    }

    Story isAlive(String address, boolean alive) {
        assertThat(health().servers().stream()
                        .filter(server -> server.id().equals(Fixtures.id(address)))
                        .map(ServiceHealth.Server::alive))
                .as(address + " at " + now)
                .containsExactly(alive);
        return this;
    }

    ServiceHealth health() {
        return engine.health(Fixtures.web()).orElseThrow();
    }

    HealthEngine engine() {
        return engine;
    }
}
