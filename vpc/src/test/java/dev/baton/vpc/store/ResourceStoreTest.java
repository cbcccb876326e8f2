package dev.baton.vpc.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.cloud.CloudEffect;
import dev.baton.havip.resource.Kind;
import dev.baton.havip.resource.Meta;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Resource;
import dev.baton.havip.resource.Status;
import dev.baton.havip.resource.Vpc;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceStoreTest {
    private static final Resource PENDING = new Vpc(
            "vpc-1",
            new Meta("1", "lab", "", "rg-1", 0, List.of()),
            new Phase(Status.PENDING, 200),
            "10.0.0.0/8",
            List.of(),
            "vrt-1",
            "vtb-1");
    private static final Resource AVAILABLE = PENDING.with(Phase.settled(Status.AVAILABLE));
    private static final CloudEffect GONE = new CloudEffect.Forget(Kind.VPC, "vpc-1");

    @TempDir
    Path folder;

    /// One turn of the engine may move a resource on because of the time, and then because of the call.
    @Test
    void ofSeveralChangesOfAResourceTheLastHolds() throws Exception {
        try (ResourceStore store = ResourceStore.open(Database.embedded(folder))) {
            store.keep(List.of(new CloudEffect.Store(PENDING), new CloudEffect.Store(AVAILABLE)));
            assertThat(store.load()).containsExactly(AVAILABLE);
            store.keep(List.of(GONE, new CloudEffect.Store(PENDING)));
            assertThat(store.load()).containsExactly(PENDING);
            store.keep(List.of(new CloudEffect.Store(AVAILABLE), GONE));
            assertThat(store.load()).isEmpty();
            store.keep(List.of());
        }
        try (ResourceStore store = ResourceStore.open(Database.embedded(folder))) {
            assertThat(store.load()).isEmpty();
        }
    }
}
