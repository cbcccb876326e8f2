package dev.baton.havip;

/// The quotas of a VPC. Documentation and time disagree about them, so they are settings.
///
/// @param haVipsPerVpc HaVips in one VPC
/// @param instancesPerHaVip instances that one HaVip may be bound to
/// @param haVipsPerInstance HaVips that one instance may be bound to
public record Limits(int haVipsPerVpc, int instancesPerHaVip, int haVipsPerInstance) {
    /// 5 HaVips per VPC (the tutorial), 10 instances per HaVip and 5 HaVips per instance (the API's
    /// documentation).
    public static final Limits DEFAULT = new Limits(5, 10, 5);

    public Limits {
        if (haVipsPerVpc < 1 || instancesPerHaVip < 1 || haVipsPerInstance < 1) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
    }
}
