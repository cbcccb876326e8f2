package dev.baton.it.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Built;
import dev.baton.it.lab.Checkout;
import dev.baton.it.lab.Guest;
import dev.baton.it.lab.Product;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `use_ipvlan` where the kernel has it: the same interface, and the same addresses in the same places, as with
/// keepalived and the same file.
@Tag("kernel")
class IpvlanTest {
    private static final String SET_UP = """
            ip link add eth0 type veth peer name p0
            ip link set eth0 up
            ip link set p0 up
            ip addr add 172.16.0.224/16 dev eth0
            state() {
                ip -o -d link show iv0 | grep -oE 'iv0@eth0|ipvlan  mode l2 [a-z]+'
                # Without what a lease adds.
                ip -o -4 addr show scope global | awk '{print $2, $4}' | sort
            }
            # Runs a daemon until it is master, shows what is there, and stops it.
            play() {
                "$@" >/run/log 2>&1 &
                daemon=$!
                for n in $(seq 300); do grep -q 'Entering MASTER' /run/log && break; sleep 0.2; done
                for n in $(seq 50); do ip -o addr | grep -q 172.16.0.222 && break; sleep 0.1; done
                state
                kill $daemon
                wait $daemon
                echo "ended with $?"
                ip link show iv0 2>&1 | head -1
            }
            """;

    private static String configuration(String mode) {
        return """
                cat >/run/k.conf <<END
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    use_ipvlan iv0 172.16.0.240/16 %s
                    virtual_ipaddress {
                        172.16.0.222/16
                    }
                }
                END
                """.formatted(mode);
    }

    @Test
    void interfaceAndAddressesAreWhereKeepalivedPutsThem() {
        GuestTest.orSkip();
        Built.orSkip(Product.BATON);
        Path root = Checkout.root();
        String baton = "env JAVA_HOME=" + System.getProperty("java.home") + " " + root.resolve("tools/baton-java") + " "
                + Checkout.application() + " run -f /run/k.conf";
        try (Guest guest = Guest.boot(Duration.ofMinutes(8))) {
            guest.run(SET_UP.substring(0, SET_UP.indexOf("state()")));
            for (String mode : new String[] {"", "private"}) {
                guest.run(configuration(mode));
                String known = guest.run(functions() + "play keepalived -n -l -P -f /run/k.conf");
                assertThat(known)
                        .contains("iv0@eth0")
                        .contains("mode l2 " + (mode.isEmpty() ? "bridge" : mode))
                        .contains("ended with 0")
                        .contains("does not exist");
                assertThat(guest.run(functions() + "play " + baton))
                        .as(guest.run("cat /run/log"))
                        .isEqualTo(known);
            }
        }
    }

    private static String functions() {
        return SET_UP.substring(SET_UP.indexOf("state()"));
    }
}
