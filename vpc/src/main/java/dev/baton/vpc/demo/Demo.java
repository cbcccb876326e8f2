package dev.baton.vpc.demo;

import dev.baton.vpc.KeptNetwork;
import dev.baton.vpc.Namespace;
import dev.baton.vpc.VpcException;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The seed's scenario on this machine: builds its network, plays it, and gives a verdict.
public final class Demo {
    private final DemoOptions options;
    private final PrintStream out;
    private final PrintStream err;

    private Demo(DemoOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /// Plays the demo on the calling thread.
    ///
    /// @param out gets the story, or the JSON object
    /// @param err gets what went wrong
    /// @return 0 if the tutorial's promise was kept, 1 if not or if the network could not be built
    public static int run(DemoOptions options, PrintStream out, PrintStream err) {
        Demo demo = new Demo(options, out, err);
        try {
            JavaLauncher java = JavaLauncher.ofThisProcess();
            OptionalInt elsewhere = Privileges.ensure(java);
            return elsewhere.isPresent() ? elsewhere.getAsInt() : demo.play(java);
        } catch (VpcException | StepFailed e) {
            err.println("baton demo: " + e.getMessage());
            return 1;
        }
    }

    private int play(JavaLauncher java) throws VpcException, StepFailed {
        List<String> swept = KeptNetwork.ofThisUser().sweep();
        StoryView view = view();
        if (!swept.isEmpty()) {
            view.note("Ended the network that an earlier demo had left running (" + String.join(", ", swept) + ").");
        }
        Host ha1 = new Host("HA1", Tutorial.HA1_ADDRESS, options.ha1(), java);
        Host ha2 = new Host("HA2", Tutorial.HA2_ADDRESS, options.ha2(), java);
        ha1.requirePrograms();
        ha2.requirePrograms();
        try (Playbook playbook = new Playbook(ha1, ha2, Tutorial.protocolBound(), options, view)) {
            Report report = playbook.play();
            conclude(report, view);
            playbook.narrator().finish();
            if (options.keep() && playbook.stage().isPresent()) {
                keep(playbook.stage().get());
                return report.passed() ? 0 : 1;
            }
            if (!options.endsByItself() && report.failure().isEmpty()) {
                stay(playbook, view);
            }
            return report.passed() ? 0 : 1;
        }
    }

    private void conclude(Report report, StoryView view) {
        if (options.json()) {
            out.println(ReportJson.write(report));
            out.flush();
            return;
        }
        view.note("");
        if (report.passed()) {
            view.note("The page stayed reachable: HA2 took over in "
                    + report.outage().orElseThrow().toMillis() + " ms. Verdict: passed");
        } else {
            err.println("baton demo: failed");
            report.complaints().forEach(complaint -> err.println("  - " + complaint));
            err.flush();
        }
    }

    /// Leaves everything up until somebody ends the JVM.
    private void stay(Playbook playbook, StoryView view) throws VpcException, StepFailed {
        view.note("The network stays up. To look around:");
        waysIn(playbook.stage().orElseThrow().machines()).forEach(view::note);
        view.note("Ctrl-C ends it.");
        while (true) {
            playbook.narrator().look();
        }
    }

    private void keep(Stage stage) throws VpcException {
        List<Namespace> machines = stage.detach();
        KeptNetwork.ofThisUser().write(machines);
        PrintStream console = options.json() ? err : out;
        console.println("The network stays up without this program. The HaVip stays where it is: nobody listens to");
        console.println("announcements any more. The next demo ends it. To look around:");
        waysIn(machines).forEach(console::println);
    }

    private static List<String> waysIn(List<Namespace> machines) throws VpcException {
        List<String> lines = new ArrayList<>();
        for (Namespace machine : machines) {
            lines.add("  nsenter --all --target %-8d # %s".formatted(machine.pid(), machine.hostname()));
        }
        return lines;
    }

    private StoryView view() {
        if (options.json()) {
            return new SilentView();
        }
        // Null where input or output is no terminal; since JDK 22 some implementations return one that says so.
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isEmpty() || "dumb".equals(System.getenv("TERM"))) {
            return new PlainView(out);
        }
        boolean colour = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        Drawing.Style style = out.charset().equals(StandardCharsets.UTF_8)
                ? Drawing.Style.unicode(colour)
                : Drawing.Style.ascii(colour);
        Drawing drawing = new Drawing(style, Tutorial.EIP.toString(), Tutorial.HAVIP_ADDRESS.toString());
        return new LiveView(out, drawing, TerminalSize.ask());
    }
}
