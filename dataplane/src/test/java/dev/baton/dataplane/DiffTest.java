package dev.baton.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baton.dataplane.parity.Scenarios;
import dev.baton.model.InterfaceName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// From what is to what shall be.
class DiffTest {
    private static final Destination A = Scenarios.destination("10.1.0.11", 8080, 1);
    private static final Destination B = Scenarios.destination("10.1.0.12", 8080, 1);

    private static Pool web(String scheduler, Destination... destinations) {
        return new Pool(Scenarios.service(Scenarios.WEB, scheduler), List.of(destinations));
    }

    @Test
    void equalStatesNeedNothing() {
        for (int seed = 1; seed <= 500; seed++) {
            ServiceTable table = Shapes.random(new Random(seed));
            assertThat(Diff.between(table, table)).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void theDiffMakesTheFakeExactlyWhatIsDesired() {
        for (int seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            FakeLoadBalancer fake = new FakeLoadBalancer(DataPlane.IPVS);
            for (int step = 0; step < 20; step++) {
                ServiceTable desired = Shapes.random(random);
                List<Operation> operations = Diff.between(fake.services(), desired);
                assertThat(fake.apply(operations))
                        .as("seed " + seed + ", step " + step)
                        .allMatch(OperationResult.Done.class::isInstance);
                assertThat(byKey(fake.services()))
                        .as("seed " + seed + ", step " + step)
                        .isEqualTo(byKey(desired));
            }
        }
    }

    /// A data plane keeps services and destinations in an order of its own.
    private static Object byKey(ServiceTable table) {
        return table.pools().stream()
                .map(pool -> List.of(pool.service(), new HashSet<>(pool.destinations())))
                .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void newServersComeBeforeOldOnesGo() {
        assertThat(Diff.between(web("rr", A), web("wrr", B)))
                .containsExactly(
                        new Operation.EditService(Scenarios.service(Scenarios.WEB, "wrr")),
                        new Operation.AddDestination(Scenarios.WEB, B),
                        new Operation.RemoveDestination(Scenarios.WEB, A.key()));
    }

    @Test
    void aChangedWeightIsOneOperation() {
        assertThat(Diff.between(web("rr", A, B), web("rr", A, B.withWeight(0))))
                .containsExactly(new Operation.EditDestination(Scenarios.WEB, B.withWeight(0)));
    }

    @Test
    void aServiceThatGoesTakesItsServersAlong() {
        ServiceTable before = new ServiceTable(List.of(web("rr", A, B)), List.of());
        assertThat(Diff.between(before, ServiceTable.EMPTY))
                .containsExactly(new Operation.RemoveService(Scenarios.WEB));
    }

    @Test
    void syncDaemonsAreStoppedBeforeOthersStart() {
        SyncDaemon one = daemon(1);
        SyncDaemon two = daemon(2);
        assertThat(Diff.between(new ServiceTable(List.of(), List.of(one)), new ServiceTable(List.of(), List.of(two))))
                .containsExactly(new Operation.StopSync(SyncDaemon.Role.MASTER), new Operation.StartSync(two));
        FakeLoadBalancer fake = new FakeLoadBalancer(DataPlane.IPVS);
        assertThat(fake.apply(List.of(
                        new Operation.StartSync(one),
                        new Operation.StartSync(two),
                        new Operation.StopSync(SyncDaemon.Role.BACKUP))))
                .extracting(result -> result instanceof OperationResult.Refused refused ? refused.cause() : null)
                .containsExactly(null, OperationResult.Cause.EXISTS, OperationResult.Cause.UNKNOWN);
    }

    private static SyncDaemon daemon(int id) {
        return new SyncDaemon(
                SyncDaemon.Role.MASTER,
                new InterfaceName("eth0"),
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void poolsOfDifferentServicesAreNotCompared() {
        Pool other = new Pool(Scenarios.service(Scenarios.MARK, "rr"), List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> Diff.between(web("rr"), other));
    }
}
