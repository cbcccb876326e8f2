package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the daemon's JVM comes up: with an AOT cache, and without one that it can use.
@Tag("kernel")
class StartTest {
    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final String NO_FILE = "baton: there is no configuration file /nonexistent; name one with -f FILE\n";
    private static final String CACHED = ".* source: shared objects file.*";

    @Test
    void classesAndLambdasComeLinkedFromTheCache() {
        Built.orSkip(Product.BATON);
        try (Segment segment = Segment.open();
                BatonPeer peer = new BatonPeer(
                        segment.host("ha1", "172.16.0.224/16"),
                        Checkout.seed("ha1.conf"),
                        "-Xlog:class+load:file=/run/classes.log")) {
            peer.start();
            Await.until("it has started", START_MAX, () -> peer.log().contains("Startup complete"), peer::log);
            List<String> classes =
                    peer.host().run("cat", "/run/classes.log").lines().toList();
            assertThat(classes).anyMatch(line -> line.matches(".*dev.baton.vrrp.VrrpEngine" + CACHED));
            // Lambdas are kept only where module options agree between training and use.
            assertThat(classes).anyMatch(line -> line.matches(".*dev.baton.vrrp.*Lambda" + CACHED));
        }
    }

    @Test
    void aCacheOfSomethingElseIsIgnoredWithoutAWord(@TempDir Path folder) throws IOException {
        Built.orSkip(Product.BATON);
        Path application = Files.createDirectory(folder.resolve("app"));
        try (Stream<Path> jars = Files.list(Checkout.application())) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, application.resolve(jar.getFileName()));
            }
        }
        Path cache = folder.resolve("run.aot");
        Files.writeString(cache, "no cache");
        assertThat(answer(application)).isEqualTo(NO_FILE);
        // Another application's: the jars are newer here.
        Files.delete(cache);
        Files.copy(Checkout.application().resolveSibling("run.aot"), cache);
        assertThat(answer(application)).isEqualTo(NO_FILE);
    }

    private static String answer(Path application) {
        return Command.run(List.of(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        Checkout.root().resolve("tools/baton-java").toString(),
                        application.toString(),
                        "run",
                        "-f",
                        "/nonexistent"))
                .output();
    }
}
