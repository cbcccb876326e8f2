package dev.baton.vpc.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JavaLauncherTest {
    @Test
    void modulesAreStartedWithTheSameFlagsAndModulePath() {
        JavaLauncher java = JavaLauncher.of(
                List.of("/jdk/bin/java", "-Xshare:auto", "-p", "/app", "-m", "dev.baton.cli/Main", "demo", "--once"));
        assertThat(java.main("dev.baton.vpc", "dev.baton.vpc.Page", List.of("file")))
                .containsExactly(
                        "/jdk/bin/java",
                        "-Xshare:auto",
                        "-p",
                        "/app",
                        "-m",
                        "dev.baton.vpc/dev.baton.vpc.Page",
                        "file");
    }

    @Test
    void classPathWorksToo() {
        JavaLauncher java = JavaLauncher.of(List.of("java", "-cp", "a:b", "Driver", "demo"));
        assertThat(java.main("dev.baton.vpc", "dev.baton.vpc.Page", List.of()))
                .containsExactly("java", "-cp", "a:b", "dev.baton.vpc.Page");
    }

    @Test
    void daemonIsStartedWithoutTheServersLibraries() {
        JavaLauncher java = JavaLauncher.of(List.of(
                "java",
                "--add-modules",
                "ALL-MODULE-PATH",
                "-p",
                "/x/app:/x/server",
                "-m",
                "dev.baton.cli/Main",
                "demo"));
        assertThat(java.daemon("/run/a.conf"))
                .containsSubsequence("java", "-Xrs", "-p", "/x/app", "-m")
                .doesNotContain("--add-modules", "ALL-MODULE-PATH");
    }

    @Test
    void daemonLeavesItsSignalsToItself() {
        JavaLauncher java = JavaLauncher.of(List.of("java", "-p", "/app", "-m", "dev.baton.cli/Main", "demo"));
        assertThat(java.daemon("/run/a.conf"))
                .containsSubsequence("env", "_JAVA_SR_SIGNUM=50", "java", "-Xrs", "-p", "/app", "-m")
                .endsWith("dev.baton.cli/dev.baton.cli.Main", "run", "-f", "/run/a.conf");
    }
}
