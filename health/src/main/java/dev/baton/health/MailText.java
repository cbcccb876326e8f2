package dev.baton.health;

import dev.baton.model.CheckerSpec;
import java.util.Optional;

/// The one line that the alert of a check consists of, in the words that recipients filter by.
final class MailText {
    private MailText() {}

    static String of(CheckerSpec spec, boolean up, Optional<ProbeFailure> why) {
        String plain = up ? "succeed" : "failed";
        String past = up ? "succeeded" : "failed";
        String text = switch (spec) {
            case CheckerSpec.Tcp t -> "TCP CHECK " + plain + " on service";
            case CheckerSpec.Http h ->
                up ? "CHECK succeed on service" : "CHECK failed on service : HTTP/SSL request failed";
            case CheckerSpec.Smtp s -> up ? "CHECK succeed on service" : "CHECK failed on service : " + sentence(why);
            case CheckerSpec.Dns d -> "DNS_CHECK: " + plain + " on service";
            case CheckerSpec.Misc m -> "MISC CHECK " + (isLate(why) ? "timed out" : past) + " on service";
            case CheckerSpec.Ping p -> "ICMP CHECK " + plain + " on service";
            case CheckerSpec.Udp u -> "UDP CHECK " + plain + " on service";
            case CheckerSpec.File f -> "FILE CHECK " + f.trackFile() + " " + past + " on service";
            case CheckerSpec.Bfd b -> "BFD CHECK " + b.instance() + " " + past + " on service";
        };
        return "=> " + text + " <=";
    }

    private static boolean isLate(Optional<ProbeFailure> why) {
        return why.isPresent() && why.get() instanceof ProbeFailure.TimedOut;
    }

    private static String sentence(Optional<ProbeFailure> why) {
        return why.map(ProbeFailure::sentence).orElse("no answer");
    }
}
