package dev.baton.it.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Guest;
import dev.baton.it.lab.Product;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `vrf`: an instance without interface plays its part in a routing domain, as keepalived does there on an interface of
/// that domain. A better router outside, with the same address, network and VRID, is never heard.
///
/// keepalived 2.2.7 refuses instances without interface ("Unknown interface!", mended in 2.2.8), so it gets one.
@Tag("kernel")
class VrfTest {
    /// The guest itself is in two networks of the same addresses: with `a` in the VRF, with `c` outside.
    private static final String SET_UP = """
            ip link add blue type vrf table 10
            ip link set blue up
            for each in a c; do
                ip netns add $each
                ip link add to-$each type veth peer name eth0 netns $each
                ip -n $each link set lo up
                ip -n $each link set eth0 up
                ip -n $each addr add 10.9.0.1/24 dev eth0
                ip link set to-$each up
            done
            ip link set to-a vrf blue
            ip addr add 10.9.0.2/24 dev to-a
            ip addr add 10.9.0.2/24 dev to-c
            """;

    private static final String FUNCTIONS = """
            # The file of a machine: its priority, its address and that of its peer, where it is, and where addresses go.
            conf() {
                cat >/run/$1.conf <<END
            vrrp_instance VI_1 {
                $5
                virtual_router_id 51
                version 3
                advert_int 0.5
                priority $2
                unicast_src_ip $3
                unicast_peer {
                    $4
                }
                virtual_ipaddress {
                    10.9.0.80/24 dev $6
                }
                virtual_routes {
                    $7
                }
            }
            END
            }
            # Until the log says so for so many a time.
            says() {
                for n in $(seq 120); do [ "$(grep -c "$2" /run/$1.log)" -ge "$3" ] && return; sleep 0.2; done
                echo "$1 never says '$2'"; cat /run/$1.log
            }
            peer() {
                ip netns exec $1 keepalived -n -l -D -P -p /run/$1.pid -r /run/$1-vrrp.pid -f /run/$1.conf >/run/$1.log 2>&1 &
            }
            shows() {
                echo "$1:"
                for each in b a; do
                    [ $each = b ] && in= || in="-n $each"
                    ip $in -o -4 addr show scope global | awk -v on=$each '/10.9.0.80/ {print on, $2, $4}'
                done
                ip route show table 10 proto keepalived
            }
            # The rest of the command line is the daemon in the middle.
            play() {
                peer c; says c 'Entering MASTER' 1
                ip netns exec a dumpcap -q -i eth0 -f 'ip proto 112' -w /run/wire >/run/dumpcap 2>&1 & wire=$!
                for n in $(seq 100); do [ -s /run/wire ] && break; sleep 0.1; done
                "$@" >/run/b.log 2>&1 & daemon=$!
                says b 'Entering MASTER' 1
                peer a; a=$!; says a 'Entering BACKUP' 1; sleep 5; shows 'b is better'
                kill $daemon; wait $daemon
                says a 'Entering MASTER' 1; shows 'b has left'
                "$@" >>/run/b.log 2>&1 & daemon=$!
                says b 'Entering MASTER' 2; says a 'Entering BACKUP' 2; sleep 1; shows 'b is back'
            }
            # What everybody became (Baton is BACKUP once more before it stops), and what was on the wire.
            tells() {
                for each in a b c; do
                    echo "$each:" $(grep -oE 'Entering (BACKUP|MASTER|FAULT) STATE' /run/$each.log | uniq)
                done
                kill $wire; wait $wire
                tshark -r /run/wire -T fields -e ip.src -e ip.dst -e ip.ttl -e vrrp.version -e vrrp.virt_rtr_id \
                    -e vrrp.prio -e vrrp.short_adver_int -e vrrp.ip_addr 2>/run/tshark | sort -u
            }
            finish() {
                kill $daemon $(cat /run/a.pid /run/c.pid); wait
            }
            # Whose VRF the interface of a virtual MAC address is in.
            vmac() {
                for n in $(seq 50); do
                    now=$(ip -o link show vrrp.51 | grep -oE 'vrrp.51@to-a|master [a-z]+')
                    [ "$(echo $now)" = "$1" ] && break
                    sleep 0.2
                done
                echo $now
            }
            # The same daemon with such an interface, while the interface below leaves its VRF and comes back.
            moves() {
                conf b 150 10.9.0.2 10.9.0.1 'interface to-a
                    use_vmac vrrp.51' to-a
                "$@" >/run/b.log 2>&1 & daemon=$!
                says b 'Entering MASTER' 1; vmac 'vrrp.51@to-a master blue'
                ip link set to-a nomaster; vmac 'vrrp.51@to-a'
                ip link set to-a vrf blue; vmac 'vrrp.51@to-a master blue'
                kill $daemon; wait $daemon
            }
            # The daemon is there before its VRF.
            waits() {
                ip link del blue
                sed -i '1i global_defs {\\n    dynamic_interfaces\\n}' /run/b.conf
                "$@" >/run/b.log 2>&1 & daemon=$!
                says b 'Entering FAULT' 1
                ip link add blue type vrf table 10
                ip link set blue up
                ip link set to-a vrf blue
                says b 'Entering MASTER' 1; sleep 1; shows 'the VRF came later'
                kill $daemon; wait $daemon
            }
            conf a 100 10.9.0.1 10.9.0.2 'interface eth0' eth0
            conf c 200 10.9.0.1 10.9.0.2 'interface eth0' eth0
            """;

    /// The VRF is deleted and made again.
    private static final String VRF_GOES = """
            {
                ip link del blue
                says b 'Entering FAULT' 1; says a 'Entering MASTER' 2; shows 'the VRF is gone'
                ip link add blue type vrf table 10
                ip link set blue up
                ip link set to-a vrf blue
                says b 'Entering MASTER' 3; sleep 1; shows 'the VRF is back'
                grep -o 'Entering FAULT.*' /run/b.log
            } >/run/gone
            """;

    private static final String WITHOUT_VRF = """
            gone
            the VRF is gone:
            a eth0 10.9.0.80/24
            the VRF is back:
            b to-a 10.9.0.80/24
            10.50.0.0/16 via 10.9.0.1 dev to-a\s
            Entering FAULT STATE: interface blue is down
            """;

    private static String middle(String where) {
        return "conf b 150 10.9.0.2 10.9.0.1 '" + where + "' to-a '10.50.0.0/16 via 10.9.0.1 dev to-a vrf blue'\n";
    }

    @Test
    void anInstancePlaysItsPartInItsRoutingDomain() {
        GuestTest.orSkip();
        Built.orSkip(Product.BATON);
        String baton = "env JAVA_HOME=" + System.getProperty("java.home") + " "
                + Checkout.root().resolve("tools/baton-java") + " " + Checkout.application() + " run -f /run/b.conf";
        try (Guest guest = Guest.boot(Duration.ofMinutes(6))) {
            guest.run(SET_UP);
            String known = guest.run(
                    FUNCTIONS + middle("interface to-a") + "play keepalived -n -l -D -P -f /run/b.conf; tells; finish");
            assertThat(known)
                    .contains("b is better:\nb to-a 10.9.0.80/24\n10.50.0.0/16 via 10.9.0.1 dev to-a ")
                    .contains("b has left:\na eth0 10.9.0.80/24\nb is back")
                    .contains("c: Entering BACKUP STATE Entering MASTER STATE\n")
                    .contains("10.9.0.2\t10.9.0.1\t255\t3\t51\t150\t50\t10.9.0.80\n");
            String ours = guest.run(FUNCTIONS + middle("vrf blue") + "play " + baton + "; tells >/run/told; " + VRF_GOES
                    + "finish; cat /run/told; echo gone; cat /run/gone");
            String logs = guest.run("cat /run/b.log");
            assertThat(ours.substring(0, ours.indexOf("gone"))).as(logs).isEqualTo(known);
            assertThat(ours.substring(ours.indexOf("gone"))).as(logs).isEqualTo(WITHOUT_VRF);
            assertThat(guest.run(FUNCTIONS + middle("vrf blue") + "waits " + baton))
                    .as(guest.run("cat /run/b.log"))
                    .isEqualTo("the VRF came later:\nb to-a 10.9.0.80/24\n10.50.0.0/16 via 10.9.0.1 dev to-a \n");
            String moved = guest.run(FUNCTIONS + "moves keepalived -n -l -D -P -f /run/b.conf");
            assertThat(moved).isEqualTo("vrrp.51@to-a master blue\nvrrp.51@to-a\nvrrp.51@to-a master blue\n");
            assertThat(guest.run(FUNCTIONS + "moves " + baton))
                    .as(guest.run("cat /run/b.log"))
                    .isEqualTo(moved);
        }
    }
}
