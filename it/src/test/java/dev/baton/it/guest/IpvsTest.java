package dev.baton.it.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Command;
import dev.baton.it.lab.Guest;
import dev.baton.it.lab.Product;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The data plane on a kernel with IPVS, judged by `ipvsadm`.
@Tag("kernel")
@Execution(ExecutionMode.SAME_THREAD)
class IpvsTest {
    private static final String NAMESPACES = """
            services() {
                for each in balancing other; do
                    found=$(ip netns exec $each ipvsadm -Sn | sort) && [ -z "$found" ] || echo $each: $found
                done
                found=$(ipvsadm -Sn | sort) && [ -z "$found" ] || echo here: $found
            }
            play() {
                for lines in 'net_namespace_ipvs balancing' 'net_namespace other\nnet_namespace_ipvs'; do
                    printf "$lines\n" >/run/n.conf
                    cat >>/run/n.conf <<END
            virtual_server 10.5.0.1 80 {
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 10.5.0.2 80 {
                    weight 1
                }
            }
            END
                    echo $(head -n -8 /run/n.conf)
                    "$@" >>/run/n.log 2>&1 & daemon=$!
                    for n in $(seq 300); do [ -n "$(services)" ] && break; sleep 0.2; done
                    sleep 1; services
                    kill $daemon; wait $daemon
                done
            }
            """;

    private static Guest guest;

    @BeforeAll
    static void boot() {
        GuestTest.orSkip();
        guest = Guest.boot(Duration.ofMinutes(8));
    }

    @AfterAll
    static void end() {
        if (guest != null) {
            guest.close();
        }
    }

    @Test
    void theFakeAndTheKernelAgree() {
        Command parity = guest.attempt(Guest.java(IpvsParity.class));
        assertThat(parity.exit()).as(parity.output()).isZero();
        assertThat(parity.output())
                .contains("add service [10.0.0.1]:tcp:80 with scheduler nonsense: No such file or directory (ENOENT):"
                        + " the kernel has no such scheduler or persistence engine, and could not load one");
        assertThat(guest.run("ipvsadm -Ln --thresholds")).containsPattern("10\\.1\\.0\\.11:80 +100 +50 ");
        assertThat(guest.run("ipvsadm -Sn | sort; ipvsadm -C").lines())
                .contains(
                        "-A -t 10.0.2.1:5060 -s sh -b sh-fallback,sh-port",
                        "-A -t 10.0.2.2:5060 -s mh -b mh-fallback,mh-port",
                        "-A --sctp-service 10.0.2.3:5060 -s wlc -p 360 -M 255.255.255.0 -b flag-3",
                        "-A -u 10.0.2.4:5060 -s wrr -p 60 --pe sip",
                        "-A -u [fd00::2]:5060 -s rr -p 50 -M 64 -o",
                        "-A -f 2147483647 -6 -s wlc",
                        "-a -f 2147483647 -6 -r [fd00::12]:0 -g -w 3",
                        "-a -t 10.0.1.0:80 -r 10.1.0.11:80 -m -w 1",
                        "-a -t 10.0.1.0:80 -r 10.1.0.12:80 -g -w 3",
                        "-a -t 10.0.1.0:80 -r 10.1.2.20:80 -i -w 3 --tun-type gue --tun-port 6080 --tun-csum",
                        "-a -t 10.0.1.0:80 -r 10.1.2.21:80 -i -w 3 --tun-type gre --tun-csum",
                        "-a -t 10.0.1.0:80 -r 10.1.2.22:80 -i -w 3 --tun-type gue --tun-port 6081 --tun-remcsum",
                        "-a -t 10.0.1.0:80 -r [fd00::11]:80 -i -w 3 --tun-type ipip");
    }

    /// `net_namespace_ipvs` with a name, and without one beside `net_namespace`.
    @Test
    void servicesAreInTheNamespaceThatIsTheirs() {
        Built.orSkip(Product.BATON);
        String baton = "env JAVA_HOME=" + System.getProperty("java.home") + " "
                + Checkout.root().resolve("tools/baton-java") + " " + Checkout.application() + " run -f /run/n.conf";
        guest.run("for n in balancing other; do ip netns add $n; ip -n $n link set lo up; done");
        String known = guest.run(NAMESPACES + "play keepalived -n -l -D -C -f /run/n.conf");
        assertThat(known).isEqualTo("""
                        net_namespace_ipvs balancing
                        balancing: -A -t 10.5.0.1:80 -s rr -a -t 10.5.0.1:80 -r 10.5.0.2:80 -m -w 1
                        net_namespace other net_namespace_ipvs
                        here: -A -t 10.5.0.1:80 -s rr -a -t 10.5.0.1:80 -r 10.5.0.2:80 -m -w 1
                        """);
        assertThat(guest.run(NAMESPACES + "play " + baton))
                .as(guest.run("cat /run/n.log"))
                .isEqualTo(known);
    }

    @Test
    void syncDaemonsRunAsTheyAreAsked() {
        guest.run("ip link add eth0 type dummy; ip link set eth0 up; ip addr add 10.9.0.1/24 dev eth0");
        assertThat(guest.run(Guest.java(IpvsSync.class))).isEqualTo("[Done[], Done[]]\ntrue\nfalse\n");
        assertThat(guest.run("ipvsadm -Ln --daemon; ipvsadm --stop-daemon master; ipvsadm --stop-daemon backup"))
                .contains("master sync daemon (mcast=eth0, syncid=51, maxlen=1400, group=224.0.0.99, port=9000, ttl=3)")
                .contains(
                        "backup sync daemon (mcast=eth0, syncid=52, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)");
    }
}
