package dev.baton.sim;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A scenario being played. Nothing but the scenario decides how it goes; no real time passes.
///
/// ```
/// Simulation.of(scenario).play().violations()
/// ```
///
/// Or step by step: [#runFor] and [#strike], reading [#moments] and [#routers] in between.
public final class Simulation {
    private final Scenario scenario;
    private final Chronicle chronicle;
    private final World world;

    private Simulation(Scenario scenario, boolean tellsStory) {
        this.scenario = scenario;
        chronicle = new Chronicle(tellsStory);
        world = new World(scenario, chronicle, Invariants.all());
    }

    /// A simulation that writes down everything that happens.
    public static Simulation of(Scenario scenario) {
        return new Simulation(scenario, true);
    }

    /// A simulation that only judges. Much faster; [#moments] stays empty.
    public static Simulation silent(Scenario scenario) {
        return new Simulation(scenario, false);
    }

    /// Goes on to the end of the scenario.
    public Simulation play() {
        world.runUntil(scenario.length().toNanos());
        return this;
    }

    /// Goes on for so long.
    public Simulation runFor(Duration length) {
        world.runUntil(world.now() + length.toNanos());
        return this;
    }

    /// Lets a fault of an existing node strike now.
    public Simulation strike(Fault fault) {
        world.strike(fault);
        return this;
    }

    /// True time from the beginning.
    public Duration now() {
        return Duration.ofNanos(world.now());
    }

    /// What has happened so far.
    public List<Moment> moments() {
        return chronicle.moments();
    }

    /// Promises that were broken so far, each kind once.
    public List<Violation> violations() {
        return chronicle.violations();
    }

    /// How often another router than the last one has become master.
    public long failovers() {
        return world.failovers();
    }

    /// How many things have happened.
    public long steps() {
        return world.steps();
    }

    /// What every router is like now.
    public List<SimulatedRouter> routers() {
        return world.machines().stream()
                .flatMap(machine -> machine.members().stream())
                .map(this::routerOf)
                .toList();
    }

    private SimulatedRouter routerOf(Member member) {
        List<String> owned = member.addresses.stream()
                .filter(address -> world.link()
                        .ownerOf(address)
                        .filter(member.machine::equals)
                        .isPresent())
                .map(Object::toString)
                .toList();
        return new SimulatedRouter(
                member.node(),
                member.spec.name(),
                member.machine.spec().software().title(),
                condition(member.machine),
                member.state().toString(),
                member.machine.kernel().held().stream()
                        .filter(member.addresses::contains)
                        .sorted()
                        .map(Object::toString)
                        .toList(),
                owned);
    }

    private static String condition(Machine machine) {
        if (!machine.isPowered()) {
            return "off";
        }
        if (!machine.runsDaemon()) {
            return "not running";
        }
        return machine.isStalled() ? "stalled" : machine.isPlugged() ? "running" : "link down";
    }

    /// The whole story in one text.
    public String story() {
        return moments().stream().map(Moment::toString).collect(Collectors.joining("\n"));
    }

    /// Everything in one record of plain values.
    public Report report() {
        return new Report(
                scenario.seed(),
                scenario.link().toString(),
                world.now() / 1e9,
                scenario.faults().stream().map(TimedFault::toString).toList(),
                failovers(),
                moments().stream()
                        .map(moment -> new Report.Line(
                                moment.atNanos() / 1e9,
                                moment.kind().toString().toLowerCase(java.util.Locale.ROOT),
                                moment.node(),
                                moment.text()))
                        .toList(),
                violations(),
                routers());
    }
}
