package dev.baton.havip.cloud;

import dev.baton.havip.Limits;
import dev.baton.model.IpAddress;
import dev.baton.model.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What can be set about a cloud. What a map does not name holds as [Quota], [Delay] and `rate` say.
///
/// @param region the one region there is
/// @param zones its zones, at least one
/// @param rate for each account and action that `rates` does not name
/// @param rates by action
/// @param publicAddresses where EIPs are taken from, the lowest free one first; IPv4
/// @param firstPublicAddress no EIP below this is chosen by the cloud itself
/// @param withoutHaVips accounts that lack the privilege to use HaVips
public record CloudSettings(
        String region,
        List<String> zones,
        Map<Quota, Integer> quotas,
        Map<Delay, Duration> delays,
        Rate rate,
        Map<String, Rate> rates,
        IpPrefix publicAddresses,
        IpAddress firstPublicAddress,
        Set<String> withoutHaVips) {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    /// What the documentation says. Public addresses are those set aside for examples (RFC 5737).
    public static final CloudSettings DEFAULT = new CloudSettings(
            "cn-lab-1",
            List.of("cn-lab-1a", "cn-lab-1b"),
            Map.of(),
            Map.of(),
            new Rate(600, MINUTE),
            Map.of(
                    "AllocateEipAddress", new Rate(120, MINUTE),
                    "AssociateEipAddress", new Rate(120, MINUTE),
                    "DescribeEipAddresses", new Rate(600, MINUTE),
                    "ReleaseEipAddress", new Rate(600, MINUTE)),
            new IpPrefix(IpAddress.of("203.0.113.0"), 24),
            IpAddress.of("203.0.113.1"),
            Set.of());

    /// The tutorial's cloud: 5 HaVips in a VPC, and the first EIP is 139.196.75.13.
    public static final CloudSettings TUTORIAL = new CloudSettings(
            DEFAULT.region,
            DEFAULT.zones,
            Map.of(Quota.HAVIPS_PER_VPC, 5),
            DEFAULT.delays,
            DEFAULT.rate,
            DEFAULT.rates,
            new IpPrefix(IpAddress.of("139.196.75.0"), 24),
            IpAddress.of("139.196.75.13"),
            Set.of());

    public CloudSettings {
        zones = List.copyOf(zones);
        quotas = Map.copyOf(quotas);
        delays = Map.copyOf(delays);
        rates = Map.copyOf(rates);
        withoutHaVips = Set.copyOf(withoutHaVips);
        if (zones.isEmpty() || !publicAddresses.contains(firstPublicAddress)) {
            throw new IllegalArgumentException("a cloud has a zone, and its first EIP is one of its EIPs");
        }
    }

    public int quota(Quota quota) {
        return quotas.getOrDefault(quota, quota.documented());
    }

    public Duration delay(Delay delay) {
        return delays.getOrDefault(delay, delay.usual());
    }

    public Rate rateOf(String action) {
        return rates.getOrDefault(action, rate);
    }

    /// The quotas that the fabric looks after as well.
    public Limits limits() {
        return new Limits(
                quota(Quota.HAVIPS_PER_VPC), quota(Quota.MEMBERS_PER_HAVIP), quota(Quota.HAVIPS_PER_INSTANCE));
    }

    public CloudSettings withQuotas(Map<Quota, Integer> newQuotas) {
        return new CloudSettings(
                region, zones, newQuotas, delays, rate, rates, publicAddresses, firstPublicAddress, withoutHaVips);
    }

    public CloudSettings withDelays(Map<Delay, Duration> newDelays) {
        return new CloudSettings(
                region, zones, quotas, newDelays, rate, rates, publicAddresses, firstPublicAddress, withoutHaVips);
    }

    /// With this rate for every action.
    public CloudSettings withRate(Rate newRate) {
        return new CloudSettings(
                region, zones, quotas, delays, newRate, Map.of(), publicAddresses, firstPublicAddress, withoutHaVips);
    }

    /// With these accounts shut out from HaVips.
    public CloudSettings withoutHaVipsFor(Set<String> accounts) {
        return new CloudSettings(
                region, zones, quotas, delays, rate, rates, publicAddresses, firstPublicAddress, accounts);
    }
}
