package dev.baton.linux;

import static dev.baton.linux.Isolated.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.model.InterfaceName;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class NetworkNamespaceTest {
    private static final InterfaceName MARKER = new InterfaceName("marker");

    private static boolean hasMarker() {
        try (RouteNetlink netlink = RouteNetlink.open()) {
            return netlink.link(MARKER).isPresent();
        }
    }

    @Test
    void anActionRunsInsideAndTheThreadComesBack() throws Exception {
        Isolated.run(() -> {
            try (NetworkNamespace other = NetworkNamespace.create()) {
                other.call(() -> sh("ip link add marker type veth peer name other"));
                assertThat(other.call(NetworkNamespaceTest::hasMarker)).isTrue();
                assertThat(hasMarker()).isFalse();
                assertThatThrownBy(() -> other.call(() -> {
                            throw new IllegalStateException("thrown inside");
                        }))
                        .hasMessage("thrown inside");
                assertThat(hasMarker()).isFalse();
            }
        });
    }

    @Test
    void socketsStayWhereTheyWereOpened() throws Exception {
        Isolated.run(() -> {
            try (NetworkNamespace other = NetworkNamespace.create();
                    RouteNetlink inside = other.call(RouteNetlink::open)) {
                other.call(() -> sh("ip link add marker type veth peer name other"));
                assertThat(inside.link(MARKER)).isPresent();
            }
        });
    }

    @Test
    void threadsStartedInsideLiveThere() throws Exception {
        Isolated.run(() -> {
            sh("ip link add marker type veth peer name other");
            FutureTask<Boolean> child = new FutureTask<>(NetworkNamespaceTest::hasMarker);
            Thread.ofPlatform().start(child);
            assertThat(child.get()).isTrue();
        });
    }

    @Test
    void aProcessesNamespaceIsFoundByItsPid() throws Exception {
        Isolated.run(() -> {
            try (NetworkNamespace other = NetworkNamespace.create()) {
                Process process = other.call(() -> new ProcessBuilder("sleep", "60").start());
                try (NetworkNamespace found = NetworkNamespace.ofProcess(process.pid())) {
                    found.call(() -> sh("ip link add marker type veth peer name other"));
                } finally {
                    process.destroyForcibly().waitFor();
                }
                assertThat(other.call(NetworkNamespaceTest::hasMarker)).isTrue();
            }
        });
    }

    @Test
    void aMissingOneIsNamed() {
        assertThatThrownBy(() -> NetworkNamespace.named("no-such-namespace"))
                .hasMessage("open /run/netns/no-such-namespace: No such file or directory (ENOENT)");
    }

    @Test
    void virtualThreadsAreRefused() throws Exception {
        try (NetworkNamespace current = NetworkNamespace.current()) {
            FutureTask<Void> task = new FutureTask<>(current::enter, null);
            Thread.ofVirtual().start(task);
            assertThatThrownBy(task::get).hasRootCauseInstanceOf(IllegalStateException.class);
        }
    }
}
