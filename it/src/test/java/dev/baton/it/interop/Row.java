package dev.baton.it.interop;

import static dev.baton.it.lab.Product.BATON;
import static dev.baton.it.lab.Product.FRR;
import static dev.baton.it.lab.Product.KEEPALIVED;

import dev.baton.it.lab.Product;
import dev.baton.it.lab.Setting;
import dev.baton.it.lab.Setting.Authentication;
import dev.baton.it.lab.Setting.Family;
import dev.baton.it.lab.Setting.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Two implementations and how they talk; the first has the higher priority.
record Row(Setting setting, Product first, Product second) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration HUNDREDTH = Duration.ofMillis(10);

    private static final List<Setting> SETTINGS = List.of(
            new Setting(2, Family.IPV4, Transport.MULTICAST, Authentication.NONE, SECOND),
            new Setting(2, Family.IPV4, Transport.MULTICAST, Authentication.PASS, SECOND),
            new Setting(2, Family.IPV4, Transport.MULTICAST, Authentication.AH, SECOND),
            new Setting(2, Family.IPV4, Transport.UNICAST, Authentication.PASS, SECOND),
            new Setting(2, Family.IPV4, Transport.UNICAST, Authentication.AH, SECOND),
            new Setting(3, Family.IPV4, Transport.MULTICAST, Authentication.NONE, TENTH),
            new Setting(3, Family.IPV4, Transport.UNICAST, Authentication.NONE, TENTH),
            new Setting(3, Family.IPV6, Transport.MULTICAST, Authentication.NONE, TENTH),
            new Setting(3, Family.IPV6, Transport.UNICAST, Authentication.NONE, TENTH),
            new Setting(3, Family.IPV4, Transport.MULTICAST, Authentication.NONE, HUNDREDTH));

    /// Every setting that both sides can speak, Baton on one side or on both.
    static Stream<Row> all() {
        List<Row> rows = new ArrayList<>();
        for (Setting setting : SETTINGS) {
            rows.add(new Row(setting, BATON, BATON));
            rows.add(new Row(setting, BATON, KEEPALIVED));
            rows.add(new Row(setting, KEEPALIVED, BATON));
            if (isKnownToFrr(setting)) {
                rows.add(new Row(setting, BATON, FRR));
                rows.add(new Row(setting, FRR, BATON));
            }
        }
        return rows.stream();
    }

    /// The same without Baton: what the laboratory itself must get right.
    static Stream<Row> reference() {
        return SETTINGS.stream()
                .flatMap(setting -> isKnownToFrr(setting)
                        ? Stream.of(
                                new Row(setting, KEEPALIVED, KEEPALIVED),
                                new Row(setting, FRR, KEEPALIVED),
                                new Row(setting, KEEPALIVED, FRR))
                        : Stream.of(new Row(setting, KEEPALIVED, KEEPALIVED)));
    }

    private static boolean isKnownToFrr(Setting setting) {
        return setting.transport() == Transport.MULTICAST && setting.authentication() == Authentication.NONE;
    }

    @Override
    public String toString() {
        return setting + ": " + first + " over " + second;
    }
}
