package dev.baton.vpc.server;

import dev.baton.havip.cloud.CloudSettings;
import dev.baton.havip.cloud.Delay;
import dev.baton.havip.cloud.Quota;
import dev.baton.havip.cloud.Rate;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import dev.baton.vpc.gateway.AccessKey;
import dev.baton.vpc.gateway.AccessKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The settings file: JSON, every part optional.
///
/// ```json
/// {
///   "accessKeys": [{"id": "LTAI…", "secret": "…", "account": "1234567890", "active": true}],
///   "preset": "documented",
///   "region": "cn-lab-1", "zones": ["cn-lab-1a"],
///   "quotas": {"havips-per-vpc": 5},
///   "delaysMillis": {"havip-creating": 0},
///   "rate": {"calls": 600, "seconds": 60}, "rates": {"CreateHaVip": {"calls": 5, "seconds": 1}},
///   "publicAddresses": "203.0.113.0/24", "firstPublicAddress": "203.0.113.1",
///   "accountsWithoutHaVips": ["1234567890"]
/// }
/// ```
///
/// @param preset what holds where the rest says nothing: `tutorial`, the default, or `documented`
/// @param quotas by the names of [Quota], in lower case with hyphens
/// @param delaysMillis by the names of [Delay], likewise
/// @param rate for every action
/// @param rates by action
/// @param publicAddresses a prefix
public record SettingsFile(
        Optional<List<Key>> accessKeys,
        Optional<String> preset,
        Optional<String> region,
        Optional<List<String>> zones,
        Optional<Map<String, Integer>> quotas,
        Optional<Map<String, Integer>> delaysMillis,
        Optional<CallRate> rate,
        Optional<Map<String, CallRate>> rates,
        Optional<String> publicAddresses,
        Optional<String> firstPublicAddress,
        Optional<Set<String>> accountsWithoutHaVips) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// An access key; active unless it says otherwise.
    public record Key(
            Optional<String> id, Optional<String> secret, Optional<String> account, Optional<Boolean> active) {
        AccessKey key() {
            return new AccessKey(id.orElse(""), secret.orElse(""), account.orElse(""), active.orElse(true));
        }

        /// Without the secret.
        @Override
        public String toString() {
            return id.orElse("");
        }
    }

    /// So many calls in so many seconds.
    public record CallRate(int calls, int seconds) {
        Rate rate() {
            return new Rate(calls, Duration.ofSeconds(seconds));
        }
    }

    /// Reads it.
    ///
    /// @throws ServeException if it cannot be read, is no JSON, or says something that cannot be
    public static ServerSettings read(Path file) throws ServeException {
        try {
            return MAPPER.readValue(Files.readString(file), SettingsFile.class).settings();
        } catch (IOException e) {
            throw new ServeException("the settings cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new ServeException("the settings are not understood: " + file + place(e) + ": " + saying(e), e);
        } catch (IllegalArgumentException e) {
            throw new ServeException("the settings cannot be: " + file + ": " + e.getMessage(), e);
        }
    }

    private static String place(JacksonException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        return line > 0 ? ", line " + line : "";
    }

    /// Its first line: the others quote the file, and a secret may stand there.
    private static String saying(JacksonException e) {
        String message = e.getOriginalMessage();
        return message.lines().findFirst().orElse("").replaceAll(" \\(class [^)]*\\)", "");
    }

    private ServerSettings settings() {
        Optional<AccessKeys> keys =
                accessKeys.map(all -> new AccessKeys(all.stream().map(Key::key).toList()));
        return new ServerSettings(keys.orElse(ServerSettings.LABORATORY.keys()), keys.isEmpty(), cloud(base()));
    }

    private CloudSettings base() {
        return switch (preset.orElse("tutorial")) {
            case "tutorial" -> CloudSettings.TUTORIAL;
            case "documented" -> CloudSettings.DEFAULT;
            default -> throw new IllegalArgumentException("a preset is \"tutorial\" or \"documented\"");
        };
    }

    private CloudSettings cloud(CloudSettings base) {
        Map<Quota, Integer> allQuotas = new EnumMap<>(Quota.class);
        allQuotas.putAll(base.quotas());
        quotas.ifPresent(given -> given.forEach((name, value) -> allQuotas.put(named(Quota.values(), name), value)));
        Map<Delay, Duration> allDelays = new EnumMap<>(Delay.class);
        allDelays.putAll(base.delays());
        delaysMillis.ifPresent(given ->
                given.forEach((name, value) -> allDelays.put(named(Delay.values(), name), Duration.ofMillis(value))));
        Map<String, Rate> allRates = new HashMap<>(base.rates());
        rates.ifPresent(given -> given.forEach((name, value) -> allRates.put(name, value.rate())));
        IpPrefix addresses = publicAddresses.map(SettingsFile::prefix).orElse(base.publicAddresses());
        return new CloudSettings(
                region.orElse(base.region()),
                zones.orElse(base.zones()),
                allQuotas,
                allDelays,
                rate.map(CallRate::rate).orElse(base.rate()),
                allRates,
                addresses,
                firstPublicAddress.map(IpAddress::of).orElseGet(() -> first(base, addresses)),
                accountsWithoutHaVips.orElse(base.withoutHaVips()));
    }

    private static IpAddress first(CloudSettings base, IpPrefix addresses) {
        return addresses.contains(base.firstPublicAddress()) ? base.firstPublicAddress() : addresses.address();
    }

    private static IpPrefix prefix(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is no prefix, such as 203.0.113.0/24");
        }
        return new IpPrefix(IpAddress.of(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    private static <E extends Enum<E>> E named(E[] all, String name) {
        return Arrays.stream(all)
                .filter(each -> hyphened(each).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no \"" + name + "\", but "
                        + Arrays.stream(all).map(SettingsFile::hyphened).collect(Collectors.joining(", "))));
    }

    private static String hyphened(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
