package dev.baton.daemon.probe;

import dev.baton.daemon.talk.Conversations;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.daemon.tls.ClientIdentity;
import dev.baton.health.HealthEvent.ProbeEnded;
import dev.baton.health.ProbeId;
import dev.baton.health.ProbeResult;
import dev.baton.health.ProbeSpec;
import dev.baton.health.ProbeSpec.Tls;
import dev.baton.health.dialogue.Dialogue;
import dev.baton.linux.ClientSocket;
import dev.baton.model.CheckerSpec.Endpoint;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs the probes that the health engine asks for, and reports how each ended.
///
/// Lives on one [LoopThread], on which everything is called and told. Never waits, and never throws for what peers or
/// the kernel do. At most so many probes run at a time as the settings say; the others wait, first come first served.
/// Every probe ends in bounded time and memory, whatever its peer does: see [Dialogue].
public final class ProbeRunner implements AutoCloseable {
    /// A probe that has begun.
    ///
    /// @param giveUp ends it without a result
    private record Running(Lane lane, Runnable giveUp) {}

    private final Consumer<ProbeEnded> engine;
    private final Conversations conversations;
    private final ScriptProbes scripts;
    private final SecureRandom random = new SecureRandom();
    private final Map<ProbeId, Running> running = new HashMap<>();
    private final Lane network = new Lane();
    private final Lane secured = new Lane();
    private final Lane processes = new Lane();

    /// Takes up work on this thread; to be called there.
    ///
    /// @param engine takes a result; called on the thread, never from within [#start] or [#cancel]
    public ProbeRunner(LoopThread thread, ProbeSettings settings, Consumer<ProbeEnded> engine) {
        this.engine = engine;
        conversations = new Conversations(thread);
        scripts = new ScriptProbes(thread, settings.rules(), conversations::later);
        configure(settings);
    }

    /// These settings hold for probes that start from now on.
    public void configure(ProbeSettings settings) {
        network.bound(settings.connections());
        secured.bound(settings.tlsConnections());
        processes.bound(settings.scripts());
        scripts.configure(settings.rules());
    }

    /// Who we are to servers that ask for a certificate, in probes that start from now on.
    public void present(Optional<ClientIdentity> client) {
        conversations.present(client);
    }

    /// Runs a probe, as soon as there is room for it.
    ///
    /// @param probe never used before
    public void start(ProbeId probe, ProbeSpec spec) {
        laneOf(spec).enter(probe, () -> begin(probe, spec));
    }

    private Lane laneOf(ProbeSpec spec) {
        return switch (spec) {
            case ProbeSpec.Misc _ -> processes;
            case ProbeSpec.Http http -> http.tls().isPresent() ? secured : network;
            case ProbeSpec.Tcp _, ProbeSpec.Smtp _, ProbeSpec.Dns _, ProbeSpec.Ping _, ProbeSpec.Udp _ -> network;
        };
    }

    private void begin(ProbeId probe, ProbeSpec spec) {
        Runnable giveUp = switch (spec) {
            case ProbeSpec.Tcp tcp -> stream(probe, spec, tcp.endpoint(), Optional.empty());
            case ProbeSpec.Http http -> stream(probe, spec, http.endpoint(), http.tls());
            case ProbeSpec.Smtp smtp -> stream(probe, spec, smtp.endpoint(), Optional.empty());
            case ProbeSpec.Dns dns -> datagram(probe, spec, dns.endpoint(), ClientSocket.Kind.DATAGRAM);
            case ProbeSpec.Udp udp -> datagram(probe, spec, udp.endpoint(), ClientSocket.Kind.DATAGRAM);
            case ProbeSpec.Ping ping -> datagram(probe, spec, ping.endpoint(), ClientSocket.Kind.ECHO);
            case ProbeSpec.Misc misc -> scripts.start(misc, result -> tell(probe, result), processes::leave);
        };
        running.put(probe, new Running(laneOf(spec), giveUp));
    }

    private Runnable stream(ProbeId probe, ProbeSpec spec, Endpoint endpoint, Optional<Tls> tls) {
        return talk(probe, spec, endpoint, ClientSocket.Kind.STREAM, tls);
    }

    private Runnable datagram(ProbeId probe, ProbeSpec spec, Endpoint endpoint, ClientSocket.Kind kind) {
        return talk(probe, spec, endpoint, kind, Optional.empty());
    }

    private Runnable talk(ProbeId probe, ProbeSpec spec, Endpoint endpoint, ClientSocket.Kind kind, Optional<Tls> tls) {
        Dialogue dialogue;
        try {
            dialogue = Dialogue.of(spec, random);
        } catch (IllegalArgumentException unspeakable) {
            conversations.later(() -> ended(probe, new ProbeResult.NotTried(String.valueOf(unspeakable.getMessage()))));
            return () -> {};
        }
        return conversations.start(endpoint, kind, tls, dialogue, result -> ended(probe, result))::giveUp;
    }

    private void ended(ProbeId probe, ProbeResult result) {
        Running run = running.get(probe);
        if (run != null) {
            run.lane().leave();
            tell(probe, result);
        }
    }

    private void tell(ProbeId probe, ProbeResult result) {
        if (running.remove(probe) != null) {
            engine.accept(new ProbeEnded(probe, result));
        }
    }

    /// Gives a probe up; its end is not reported any more. No harm if it has ended.
    public void cancel(ProbeId probe) {
        Running run = running.remove(probe);
        if (run == null) {
            network.forget(probe);
            secured.forget(probe);
            processes.forget(probe);
            return;
        }
        run.giveUp().run();
        if (run.lane() != processes) {
            run.lane().leave();
        }
    }

    /// How many run, and how many wait for their turn.
    public Load load() {
        return new Load(running.size(), network.waiting() + secured.waiting() + processes.waiting());
    }

    /// What is going on.
    public record Load(int running, int waiting) {}

    /// Gives all of them up; no process of a script is left when it returns.
    @Override
    public void close() {
        running.values().forEach(run -> run.giveUp().run());
        running.clear();
        scripts.close();
        conversations.close();
    }
}
