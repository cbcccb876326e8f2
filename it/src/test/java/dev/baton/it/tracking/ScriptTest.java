package dev.baton.it.tracking;

import static dev.baton.it.lab.Product.BATON;
import static dev.baton.it.lab.Product.KEEPALIVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Await;
import dev.baton.it.lab.BatonPeer;
import dev.baton.it.lab.Capture;
import dev.baton.it.lab.Host;
import dev.baton.it.lab.KeepalivedPeer;
import dev.baton.it.lab.Pair;
import dev.baton.it.lab.Peer;
import dev.baton.it.lab.Product;
import dev.baton.it.lab.Segment;
import dev.baton.it.lab.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How scripts are run: as whom, with what, and what happens when they do not end.
@Tag("kernel")
class ScriptTest {
    private static final Setting SETTING = new Setting(
            3, Setting.Family.IPV4, Setting.Transport.UNICAST, Setting.Authentication.NONE, Duration.ofMillis(100));
    private static final Duration START_MAX = Duration.ofSeconds(30);

    private static Peer peer(Product product, Host host, String definitions, List<String> options) {
        String configuration = definitions + SETTING.keepalivedConf("172.16.0.224", "172.16.0.225", 150, options);
        return product == BATON ? new BatonPeer(host, configuration) : new KeepalivedPeer(host, configuration);
    }

    private static void script(Host host, String path, String text) {
        host.machine().write(path, "#!/bin/sh\n" + text);
        host.run("chmod", "0755", path);
    }

    @Test
    void hungScriptIsKilledWithEverythingItStartedAndNeverRunsTwiceAtATime() {
        Built.orSkip(BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            script(host, "/run/hang.sh", """
                    trap '' TERM
                    echo started >>/run/runs
                    sleep 1111 &
                    (trap '' TERM; sleep 2222) &
                    wait
                    sleep 3333
                    """);
            Peer peer = peer(
                    BATON,
                    host,
                    "vrrp_script hangs {\nscript /run/hang.sh\ninterval 1\ntimeout 1\n}\n",
                    List.of("track_script { hangs }"));
            peer.start();
            Await.until("it was killed", START_MAX, () -> runs(host) == 2, peer::log);
            assertThat(peer.log()).contains("VRRP_Script(hangs) timed_out").contains("Entering FAULT STATE");
            assertThat(peer.log()).contains("Track script hangs is already running, expect idle - skipping run");
            Await.until(
                    "only the second run's children are there",
                    START_MAX,
                    () -> sleepers(host, "1111") == 1 && sleepers(host, "2222") == 1,
                    peer::log);
            assertThat(runs(host)).isEqualTo(2);
            peer.stop();
            Await.until("nothing is left", START_MAX, () -> sleepers(host, "....") == 0, peer::log);
        }
    }

    private static int runs(Host host) {
        return host.machine()
                .attempt("cat", "/run/runs")
                .output()
                .lines()
                .filter("started"::equals)
                .toList()
                .size();
    }

    private static int sleepers(Host host, String seconds) {
        return Integer.parseInt(host.machine()
                .attempt("pgrep", "-c", "-f", "^sleep " + seconds + "$")
                .output()
                .strip());
    }

    @Test
    void scriptSeesWhatItSeesUnderKeepalived() {
        Built.orSkip(BATON, KEEPALIVED);
        Map<String, String> ours = seenBy(BATON);
        Map<String, String> theirs = seenBy(KEEPALIVED);
        for (String same :
                List.of("uid", "gid", "groups", "umask", "blocked", "args", "leads", "nice", "capabilities")) {
            assertThat(ours).as(same).containsEntry(same, theirs.get(same));
        }
        assertThat(ours).containsEntry("uid", "65534").containsEntry("groups", "65534");
        assertThat(ours).containsEntry("leaked", "0").containsEntry("tty", "?");
        assertThat(ours.get("environment")).doesNotContain("LD_PRELOAD").doesNotContain("_JAVA");
    }

    private static Map<String, String> seenBy(Product product) {
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            script(host, "/tmp/look.sh", """
                    [ -e /tmp/seen ] && exit 0
                    {
                    echo "uid $(id -u)"
                    echo "gid $(id -g)"
                    echo "groups $(id -G)"
                    echo "umask $(umask)"
                    echo "blocked $(sed -n 's/SigBlk:\\t//p' /proc/self/status)"
                    echo "capabilities $(sed -n 's/CapEff:\\t//p' /proc/self/status)"
                    echo "nice $(ps -o cls=,ni= -p $$ | tr -s ' ')"
                    echo "tty $(ps -o tty= -p $$)"
                    echo "leads $([ "$(ps -o pgid= -p $$ | tr -d ' ')" = $$ ] && echo yes)"
                    echo "environment $(env | tr '\\n' ' ')"
                    echo "args $0 $*"
                    echo "leaked $(ls -l /proc/self/fd | grep -c -E 'socket|anon_inode|inotify|memfd|jar|modules')"
                    } >/tmp/seen.new
                    mv /tmp/seen.new /tmp/seen
                    """);
            Peer peer = peer(
                    product,
                    host,
                    "vrrp_script look {\nscript \"/tmp/look.sh one 'two  three'\"\nuser nobody\n}\n",
                    List.of("track_script { look }"));
            peer.start();
            Await.until(
                    product + "'s script has looked",
                    START_MAX,
                    () -> host.machine().attempt("test", "-e", "/tmp/seen").exit() == 0,
                    peer::log);
            peer.close();
            return host.run("cat", "/tmp/seen")
                    .lines()
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(' ')),
                            line -> line.substring(line.indexOf(' ') + 1).strip()));
        }
    }

    @Test
    void scriptThatOthersCouldChangeIsRefusedAndThePathToBlameNamed() {
        Built.orSkip(BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            script(host, "/run/open/check.sh", "touch /run/it-ran; exit 1\n");
            host.run("chmod", "0777", "/run/open");
            Peer peer = peer(BATON, host, """
                    global_defs {
                        enable_script_security
                        script_user root
                    }
                    vrrp_script check {
                        script /run/open/check.sh
                    }
                    """, List.of("track_script { check }"));
            peer.start();
            Await.until("it is master all the same", START_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            assertThat(peer.log())
                    .contains("(VI_1) script check is disabled and counts as well: it would run as root, and others"
                            + " than root can change /run/open (enable_script_security)");
            assertThat(host.machine().attempt("test", "-e", "/run/it-ran").exit())
                    .isEqualTo(1);
        }
    }

    @Test
    void aHundredScriptsASecondDoNotDelayAdverts() {
        Built.orSkip(BATON);
        try (Segment segment = Segment.open()) {
            Host host = segment.host("ha1", "172.16.0.224/16");
            segment.host("ha2", "172.16.0.225/16");
            List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
            String definitions = numbers.stream()
                    .map(number -> "vrrp_script s" + number + " {\nscript /bin/true\ninterval 1\n}\n")
                    .collect(Collectors.joining());
            String line = numbers.stream().map(number -> "s" + number + "\n").collect(Collectors.joining());
            Peer peer = peer(BATON, host, definitions, List.of("track_script {\n" + line + "}"));
            peer.start();
            Await.until("it is master", START_MAX, () -> peer.isMasterOf(Pair.VIP), peer::log);
            List<Double> times;
            try (Capture capture = segment.capture()) {
                Await.holds("it is master", Duration.ofSeconds(10), () -> peer.isMasterOf(Pair.VIP), peer::log);
                times = capture.stop().fields("vrrp", "frame.time_relative").stream()
                        .map(packet -> Double.valueOf(packet.get("frame.time_relative")))
                        .toList();
            }
            double longest = IntStream.range(1, times.size())
                    .mapToDouble(index -> times.get(index) - times.get(index - 1))
                    .max()
                    .orElseThrow();
            assertThat(times).hasSizeGreaterThan(90);
            assertThat(longest)
                    .as("the longest gap between adverts, in seconds")
                    .isLessThan(0.250);
        }
    }
}
