package dev.baton.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.dataplane.nft.NftProgram;
import dev.baton.dataplane.parity.Scenario;
import dev.baton.dataplane.parity.Scenarios;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The fake, and what the program for nftables believes to be loaded, play by the same rules.
class ScenariosTest {
    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    private static List<Optional<OperationResult.Cause>> causes(List<OperationResult> results) {
        return results.stream()
                .map(result -> result instanceof OperationResult.Refused refused
                        ? Optional.of(refused.cause())
                        : Optional.<OperationResult.Cause>empty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void fakeAndProgramDoAlike(Scenario scenario) {
        FakeLoadBalancer fake = new FakeLoadBalancer(DataPlane.IPVS);
        NftProgram program = new NftProgram();
        assertThat(causes(fake.apply(scenario.operations()))).isEqualTo(scenario.causes());
        assertThat(causes(program.apply(scenario.operations()).results())).isEqualTo(scenario.causes());
        assertThat(program.table()).isEqualTo(fake.services());
        assertThat(fake.applied()).isEqualTo(scenario.operations());
        fake.services()
                .pools()
                .forEach(pool -> assertThat(fake.traffic(pool.service().key()))
                        .hasSize(pool.destinations().size()));
    }
}
