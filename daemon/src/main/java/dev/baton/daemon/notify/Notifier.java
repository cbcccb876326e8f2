package dev.baton.daemon.notify;

import dev.baton.config.source.PathFacts;
import dev.baton.daemon.mail.Mailer;
import dev.baton.daemon.script.Admission;
import dev.baton.daemon.script.ScriptRules;
import dev.baton.daemon.thread.LoopThread;
import dev.baton.linux.MonotonicClock;
import dev.baton.model.Configuration;
import dev.baton.model.GlobalSettings;
import dev.baton.model.GlobalSettings.Audience;
import dev.baton.model.InstanceSetup;
import dev.baton.model.Notifications;
import dev.baton.model.NotifyPipe;
import dev.baton.model.Script;
import dev.baton.model.Tick;
import dev.baton.model.VirtualServerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Runs notify scripts, writes to the named pipes and mails alerts, on a thread of its own.
public final class Notifier implements AutoCloseable {
    /// So long scripts and readers of pipes may take when the daemon ends.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);

    private final LoopThread thread;
    private final PathFacts facts;
    private final Map<String, ScriptLane> lanes = new HashMap<>();
    private final Map<Audience, PipeWriter> pipes = new EnumMap<>(Audience.class);
    private final Map<Script, Admission> admissions = new HashMap<>();
    /// Made when the first configuration mails to somebody.
    private Optional<Mailer> mailer = Optional.empty();

    /// @param log takes a line, from any thread
    public Notifier(Consumer<String> log, PathFacts facts) {
        this.facts = facts;
        thread = LoopThread.start("notify", log);
    }

    /// The scripts and pipes of this configuration hold from now on. From any thread; does not wait.
    public void configure(Configuration configuration) {
        thread.post(() -> {
            ScriptRules rules = new ScriptRules(configuration.globals(), facts);
            admissions.clear();
            scriptsOf(configuration).forEach(script -> admit(script, rules));
            openPipes(configuration.globals().pipes(), rules);
            mailBy(configuration.globals());
        });
    }

    private void mailBy(GlobalSettings settings) {
        if (mailer.isEmpty() && settings.mail().server().isPresent()) {
            mailer = Optional.of(thread.closing(new Mailer(thread)));
        }
        mailer.ifPresent(it -> it.configure(settings.mail(), settings.routerId()));
    }

    /// Mails this, if the configuration says to whom. From any thread; does not wait.
    public void mail(String subject, String body) {
        thread.post(() -> mailer.ifPresent(it -> it.send(subject, body)));
    }

    private static Set<Script> scriptsOf(Configuration configuration) {
        Set<Script> scripts = new LinkedHashSet<>();
        Stream.concat(
                        configuration.setups().stream().map(InstanceSetup::notifications),
                        configuration.groupNotifications().stream())
                .map(Notifications::scripts)
                .forEach(found -> scripts.addAll(found.values()));
        for (VirtualServerSpec service : configuration.virtualServers()) {
            service.quorumUp().ifPresent(scripts::add);
            service.quorumDown().ifPresent(scripts::add);
            service.realServers().forEach(server -> {
                server.notifyUp().ifPresent(scripts::add);
                server.notifyDown().ifPresent(scripts::add);
            });
        }
        return scripts;
    }

    private void admit(Script script, ScriptRules rules) {
        Admission admission = rules.admit(script);
        admissions.put(script, admission);
        if (admission instanceof Admission.Refused(String why)) {
            thread.log("notify script " + script.program() + " is disabled: " + why);
        }
    }

    /// Pipes that stay the same stay open, but their readers are the new configuration's.
    private void openPipes(Map<Audience, NotifyPipe> wanted, ScriptRules rules) {
        pipes.values().forEach(PipeWriter::close);
        pipes.clear();
        wanted.forEach((audience, spec) -> {
            if (isTheOnlyOne(audience, spec, wanted)) {
                PipeWriter.open(spec, rules, thread).ifPresent(writer -> pipes.put(audience, writer));
            }
        });
    }

    /// The pipe for everything keeps a path that another one names too.
    private boolean isTheOnlyOne(Audience audience, NotifyPipe spec, Map<Audience, NotifyPipe> wanted) {
        NotifyPipe all = wanted.get(Audience.ALL);
        boolean isSecond =
                all != null && audience != Audience.ALL && spec.path().equals(all.path());
        if (isSecond) {
            thread.log("pipe " + spec.path() + " is notify_fifo already; "
                    + (audience == Audience.VRRP ? "vrrp_notify_fifo" : "lvs_notify_fifo") + " is ignored");
        }
        return !isSecond;
    }

    /// Writes a line about virtual servers to their pipe and the one for everything. From any thread; does not wait.
    ///
    /// @param line without its line end
    public void writeServiceLine(String line) {
        thread.post(() -> write(Audience.VIRTUAL_SERVERS, line + "\n"));
    }

    /// Runs a script of a virtual or real server, after those of the same owner. From any thread; does not wait.
    public void run(String owner, Script script) {
        thread.post(() -> start(owner, owner, List.of(new Posting.Run(script, List.of()))));
    }

    private void write(Audience audience, String line) {
        Stream.of(Audience.ALL, audience)
                .flatMap(each -> Stream.ofNullable(pipes.get(each)))
                .forEach(pipe -> pipe.write(line));
    }

    /// Tells these, in order. From any thread; does not wait.
    public void send(List<Posting> postings) {
        thread.post(() -> postings.forEach(this::tell));
    }

    private void tell(Posting posting) {
        if (posting.toPipes()) {
            write(Audience.VRRP, posting.notice().line());
        }
        String name = posting.notice().name();
        start(posting.notice().kind() + " " + name, name, posting.scripts());
    }

    private void start(String lane, String name, List<Posting.Run> scripts) {
        List<ScriptLane.Start> starts = new ArrayList<>();
        for (Posting.Run run : scripts) {
            if (admissions.get(run.script()) instanceof Admission.Admitted(var launch)) {
                starts.add(new ScriptLane.Start(launch, run.further()));
            }
        }
        if (!starts.isEmpty()) {
            lanes.computeIfAbsent(lane, fresh -> new ScriptLane(name, thread, () -> {}))
                    .add(starts);
        }
    }

    /// Starts what still waits, and gives scripts, readers of pipes and the mail server a second to finish.
    @Override
    public void close() {
        thread.post(() -> {
            lanes.values().forEach(ScriptLane::hurry);
            lookWhetherDone(MonotonicClock.now().plus(LAST_WORDS));
        });
        thread.join();
    }

    private void lookWhetherDone(Tick deadline) {
        Tick now = MonotonicClock.now();
        boolean done = lanes.values().stream().allMatch(ScriptLane::isIdle)
                && pipes.values().stream().allMatch(PipeWriter::isDrained)
                && mailer.stream().allMatch(Mailer::isIdle);
        if (done || deadline.isReachedAt(now)) {
            pipes.values().forEach(PipeWriter::close);
            pipes.clear();
            thread.stop();
        } else {
            thread.agenda().at(now.plus(LOOK_INTERVAL), () -> lookWhetherDone(deadline));
        }
    }
}
