package dev.baton.it.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Guest;
import dev.baton.it.lab.Product;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `lvs_sync_daemon`: the kernel's sync daemons are those that keepalived runs, through states, reloads and the end.
@Tag("kernel")
class SyncDaemonTest {
    private static final String MACHINE = """
            for n in 0 1; do
                ip link add eth$n type veth peer name p$n
                ip link set eth$n up
                ip addr add 192.168.25$n.254/24 dev eth$n
            done
            ip link set p1 up
            """;

    private static final String FUNCTIONS = """
            # Writes the file with these options, and one that names the interface within the instance.
            conf() {
                printf 'global_defs {\n %s\n}\n' "$1" >/run/k.conf
                cat >>/run/k.conf <<END
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                version 3
                advert_int 0.5
                $2
                virtual_ipaddress {
                    192.168.250.10/24
                }
            }
            virtual_server 192.168.250.10 80 {
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 192.168.250.11 80 {
                    weight 1
                }
            }
            END
            }
            # What runs once two looks find the same.
            shows() {
                echo "$1:"
                sleep 1
                until [ "$(ipvsadm -Ln --daemon | tee /run/now)" = "$(sleep 1; ipvsadm -Ln --daemon)" ]; do :; done
                cat /run/now
            }
            # Until the log says so.
            says() {
                for n in $(seq 300); do grep -q "$1" /run/log && break; sleep 0.2; done
                : >/run/log
            }
            reload() {
                conf "$1" "$2"
                kill -HUP $daemon
                sleep 1
            }
            play() {
                rm -f /run/log; "$@" >>/run/log 2>&1 &
                daemon=$!
                says 'Startup complete'; shows 'without link'
                ip link set p0 up; says 'Entering MASTER'; shows 'a master'
                ip link set p0 down; says 'Entering FAULT'; shows 'without link again'
                reload 'lvs_sync_daemon eth1 inst VI_1 ttl 2'; shows 'other options'
                reload 'lvs_sync_daemon eth1 id 9'; shows 'no instance'
                reload 'lvs_sync_daemon eth0 VI_1 group ff02::99'; shows 'IPv6'
                kill $daemon; wait $daemon
                shows 'the end'
                conf '' 'lvs_sync_daemon_interface eth1'
                rm -f /run/log; "$@" >>/run/log 2>&1 &
                daemon=$!
                says 'Startup complete'; shows 'by the instance'
            }
            """;

    @Test
    void theKernelsSyncDaemonsAreThoseOfKeepalived() {
        GuestTest.orSkip();
        Built.orSkip(Product.BATON);
        String baton = "env JAVA_HOME=" + System.getProperty("java.home") + " "
                + Checkout.root().resolve("tools/baton-java") + " " + Checkout.application() + " run -f /run/k.conf";
        String first =
                FUNCTIONS + "conf 'lvs_sync_daemon eth0 VI_1 id 7 maxlen 1000 port 9000 ttl 3 group 224.0.0.99'\n";
        try (Guest guest = Guest.boot(Duration.ofMinutes(6))) {
            guest.run(MACHINE);
            String known = guest.run(first + "play keepalived -n -l -D -f /run/k.conf; kill $daemon; wait $daemon");
            assertThat(known)
                    .contains("without link:\nbackup sync daemon (mcast=eth0, syncid=7, maxlen=1024, group=224.0.0.99")
                    .contains("a master:\nmaster sync daemon (mcast=eth0, syncid=7, maxlen=1000, group=224.0.0.99")
                    .contains("the end:\nby the instance:\nbackup sync daemon (mcast=eth1, syncid=0");
            assertThat(guest.run(first + "play " + baton))
                    .as(guest.run("cat /run/log"))
                    .isEqualTo(known);
            guest.run("kill -9 $(pgrep -f dev.baton.cli)");
            assertThat(guest.run("ipvsadm -Ln --daemon")).isNotEmpty();
            String last = guest.run(FUNCTIONS
                    + "conf 'lvs_sync_daemon eth0 VI_1 id 8'; " + baton
                    + " >>/run/log 2>&1 & daemon=$!; says 'Startup complete'; shows 'after kill -9';"
                    + "reload 'lvs_flush_on_stop'; shows 'no longer wanted'; kill $daemon; wait $daemon");
            assertThat(last)
                    .as(guest.run("cat /run/log"))
                    .matches("after kill -9:\nbackup sync daemon \\(mcast=eth0, syncid=8, .*\nno longer wanted:\n");
        }
    }
}
