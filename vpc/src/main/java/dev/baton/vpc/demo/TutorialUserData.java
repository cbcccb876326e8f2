package dev.baton.vpc.demo;

import dev.baton.vpc.VpcException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// What a host of the tutorial runs when it is switched on, for whoever makes the two hosts by other means than the
/// demo.
public final class TutorialUserData {
    private TutorialUserData() {}

    /// As the API takes it: Base64.
    ///
    /// @param host `ha1` or `ha2`
    /// @throws VpcException if there is no such host
    public static String of(String host) throws VpcException {
        if (!List.of("ha1", "ha2").contains(host)) {
            throw new VpcException(host, "is no host of the tutorial");
        }
        Host one = new Host(
                host.toUpperCase(Locale.ROOT),
                Tutorial.HAVIP_ADDRESS,
                DemoOptions.Peer.BATON,
                JavaLauncher.ofThisProcess());
        return Base64.getEncoder().encodeToString(one.userData().getBytes(StandardCharsets.UTF_8));
    }
}
