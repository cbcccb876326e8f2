package dev.baton.vpc.stack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What there shall be: a VPC and everything in it, by name. All names that are mentioned exist.
///
/// @param vSwitches their prefixes
/// @param eips what each leads to; empty text for nothing
public record Stack(
        String vpc,
        String cidr,
        Map<String, String> vSwitches,
        Map<String, Machine> instances,
        Map<String, HaVip> haVips,
        Map<String, String> eips) {
    public Stack {
        vSwitches = kept(vSwitches);
        instances = kept(instances);
        haVips = kept(haVips);
        eips = kept(eips);
    }

    private static <T> Map<String, T> kept(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /// An instance.
    ///
    /// @param address empty if the cloud chooses
    /// @param userData empty for none
    public record Machine(String vSwitch, String address, String userData, boolean running) {
        /// Base64, as the API wants it.
        String encoded() {
            return Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.UTF_8));
        }

        /// Tells whether an instance that is there was made from the same: it cannot be changed, only made anew.
        String mark() {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256")
                        .digest(String.join("\0", vSwitch, address, userData).getBytes(StandardCharsets.UTF_8));
                return "baton vpc up " + HexFormat.of().formatHex(digest, 0, 8);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    /// A HaVip.
    public record HaVip(String vSwitch, String address, List<String> instances) {
        public HaVip {
            instances = List.copyOf(instances);
        }
    }

    /// The same VPC with nothing in it.
    Stack emptied() {
        return new Stack(vpc, cidr, Map.of(), Map.of(), Map.of(), Map.of());
    }
}
