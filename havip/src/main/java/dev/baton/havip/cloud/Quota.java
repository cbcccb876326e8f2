package dev.baton.havip.cloud;

/// How much of everything there may be. Documentation and time disagree, so all are settings; the figures here are what
/// the documentation says, where it says something.
public enum Quota {
    /// No figure is documented today; 50 leaves room for tests.
    HAVIPS_PER_VPC(50),
    MEMBERS_PER_HAVIP(10),
    HAVIPS_PER_INSTANCE(5),
    ROUTES_PER_HAVIP(5),
    EIPS_PER_ACCOUNT(20),
    /// More in ten seconds is a frequent purchase.
    EIPS_PER_TEN_SECONDS(20),
    VPCS_PER_ACCOUNT(10),
    VSWITCHES_PER_VPC(150),
    ROUTES_PER_TABLE(200),
    SNAT_ENTRIES_PER_TABLE(40),
    TAGS_PER_RESOURCE(20),
    INSTANCES_PER_ACCOUNT(100),
    /// `Amount` of one RunInstances.
    INSTANCES_PER_CALL(100),
    USER_DATA_BYTES(32 * 1024);

    private final int documented;

    Quota(int documented) {
        this.documented = documented;
    }

    /// What holds unless a setting says otherwise.
    public int documented() {
        return documented;
    }
}
