package dev.baton.dataplane.nft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dataplane.Destination;
import dev.baton.dataplane.Diff;
import dev.baton.dataplane.Operation;
import dev.baton.dataplane.OperationResult;
import dev.baton.dataplane.Pool;
import dev.baton.dataplane.ServiceKey;
import dev.baton.dataplane.ServiceTable;
import dev.baton.dataplane.Shapes;
import dev.baton.dataplane.VirtualService;
import dev.baton.dataplane.parity.Scenarios;
import dev.baton.model.IpAddress;
import dev.baton.model.VirtualServerSpec.Persistence;
import dev.baton.model.VirtualServerSpec.Protocol;
import dev.baton.testkit.Golden;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The text that nft gets, for a person to review, and that it says no more than is needed.
class NftProgramTest {
    private static final ServiceKey WEB = Scenarios.WEB;

    private static Path golden(String name) {
        return Path.of("src/test/resources/nft", name + ".nft");
    }

    private static VirtualService sticky(ServiceKey key, String scheduler, int granularity) {
        return new VirtualService(
                key, scheduler, Set.of(), false, Optional.of(new Persistence(50, granularity, Optional.empty())));
    }

    private static NftProgram loaded(Operation... operations) {
        NftProgram program = new NftProgram();
        assertThat(program.apply(List.of(operations)).results()).allMatch(OperationResult.Done.class::isInstance);
        return program;
    }

    private static NftProgram web(String scheduler) {
        return loaded(
                new Operation.AddService(Scenarios.service(WEB, scheduler)),
                Scenarios.add(WEB, "10.1.0.11", 1),
                Scenarios.add(WEB, "10.1.0.12", 2),
                Scenarios.add(WEB, "10.1.0.13", 1));
    }

    @Test
    void wholeProgramsReadLikeThis() {
        Golden.assertMatches(golden("empty"), new NftProgram().whole());
        Golden.assertMatches(golden("rr"), web("rr").whole());
        Golden.assertMatches(golden("wrr"), web("wrr").whole());
        Golden.assertMatches(golden("fo"), web("fo").whole());
        Golden.assertMatches(golden("every-kind"), everyKind().whole());
    }

    private static NftProgram everyKind() {
        ServiceKey all = new ServiceKey.Address(IpAddress.of("10.0.0.2"), 0, Protocol.TCP);
        ServiceKey signal = new ServiceKey.Address(IpAddress.of("10.0.0.3"), 2905, Protocol.SCTP);
        ServiceKey six = new ServiceKey.Address(IpAddress.of("fd00::2"), 443, Protocol.TCP);
        return loaded(
                new Operation.AddService(sticky(WEB, "rr", 24)),
                Scenarios.add(WEB, "10.1.0.11", 1),
                new Operation.AddService(sticky(six, "sh", 64)),
                Scenarios.add(six, "fd00::11", 1),
                new Operation.AddService(
                        new VirtualService(Scenarios.NAMES, "sh", Set.of("sh-port"), false, Optional.empty())),
                Scenarios.add(Scenarios.NAMES, "fd00::11", 1),
                new Operation.AddService(Scenarios.service(Scenarios.MARK, "dh")),
                new Operation.AddDestination(Scenarios.MARK, Scenarios.destination("10.1.0.11", 0, 1)),
                new Operation.AddService(Scenarios.service(all, "twos")),
                new Operation.AddDestination(all, Scenarios.destination("10.1.0.11", 0, 1)),
                new Operation.AddService(Scenarios.service(signal, "wlc")));
    }

    @Test
    void changesAreAFewElements() {
        NftProgram program = web("rr");
        StringBuilder text = new StringBuilder();
        text.append("# one joins\n").append(change(program, Scenarios.add(WEB, "10.1.0.14", 1)));
        text.append("# one more\n").append(change(program, Scenarios.add(WEB, "10.1.0.15", 1)));
        text.append("# one leaves\n").append(change(program, Scenarios.remove(WEB, "10.1.0.11")));
        text.append("# one is drained\n").append(change(program, Scenarios.edit(WEB, "10.1.0.12", 0)));
        text.append("# it comes back\n").append(change(program, Scenarios.edit(WEB, "10.1.0.12", 1)));
        text.append("# one replaces another\n")
                .append(change(program, Scenarios.add(WEB, "10.1.0.16", 1), Scenarios.remove(WEB, "10.1.0.13")));
        text.append("# clients stay\n").append(change(program, new Operation.EditService(sticky(WEB, "rr", 32))));
        text.append("# one leaves again\n").append(change(program, Scenarios.remove(WEB, "10.1.0.12")));
        text.append("# another scheduler\n")
                .append(change(program, new Operation.EditService(Scenarios.service(WEB, "sh"))));
        text.append("# the end\n").append(change(program, new Operation.RemoveService(WEB)));
        Golden.assertMatches(golden("changes"), text.toString());
    }

    private static String change(NftProgram program, Operation... operations) {
        return program.apply(List.of(operations)).text();
    }

    @Test
    void whatChangesNothingSaysNothing() {
        NftProgram program = web("rr");
        assertThat(change(program, Scenarios.edit(WEB, "10.1.0.12", 7)))
                .as("rr knows no weights")
                .isEmpty();
        assertThat(change(program, Scenarios.remove(WEB, "10.9.9.9")))
                .as("refused")
                .isEmpty();
    }

    /// Plays the text on maps of text: whatever the way, what is loaded must be what a fresh load gives, but for the
    /// numbers; and no element may be added twice or deleted in vain.
    @Test
    void incrementalChangesLeaveNothingBehind() {
        for (int seed = 1; seed <= 25; seed++) {
            Random random = new Random(seed);
            NftProgram program = new NftProgram();
            LoadedText kernel = new LoadedText();
            kernel.run(program.whole());
            for (int step = 0; step < 15; step++) {
                ServiceTable desired = Shapes.random(random);
                kernel.run(program.apply(Diff.between(program.table(), desired)).text());
                assertThat(kernel.picture())
                        .as("seed " + seed + ", step " + step)
                        .isEqualTo(fresh(desired));
            }
            kernel.run(program.apply(Diff.between(program.table(), ServiceTable.EMPTY))
                    .text());
            LoadedText empty = new LoadedText();
            empty.run(new NftProgram().whole());
            assertThat(kernel.counts()).as("seed " + seed).isEqualTo(empty.counts());
        }
    }

    private static String fresh(ServiceTable table) {
        NftProgram program = new NftProgram();
        program.apply(Diff.between(ServiceTable.EMPTY, table));
        LoadedText kernel = new LoadedText();
        kernel.run(program.whole());
        return kernel.picture();
    }

    @Test
    void manyServicesLoadInSecondsAndChangeInMilliseconds() {
        List<Pool> pools = new ArrayList<>();
        for (int service = 0; service < 2300; service++) {
            List<Destination> servers = new ArrayList<>();
            for (int server = 1; server <= 16; server++) {
                servers.add(Scenarios.destination("10.1." + service % 250 + "." + server, 8080, 1));
            }
            String address = "172.16." + service / 250 + "." + service % 250;
            ServiceKey key = new ServiceKey.Address(IpAddress.of(address), 80, Protocol.TCP);
            pools.add(new Pool(Scenarios.service(key, "rr"), servers));
        }
        NftProgram program = new NftProgram();
        long begun = System.nanoTime();
        List<Operation> operations = Diff.between(ServiceTable.EMPTY, new ServiceTable(pools, List.of()));
        assertThat(program.apply(operations).text().lines()).hasSizeLessThan(20_000);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        ServiceKey some = pools.get(1000).service().key();
        NftProgram.Change change = program.apply(List.of(Scenarios.remove(some, "10.1.0.5")));
        assertThat(change.text().lines()).hasSizeLessThan(8);
    }
}
