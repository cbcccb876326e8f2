package dev.baton.havip.resource;

/// The kinds of resources. A store that keeps a resource as text keeps its kind beside it, to know what to read it as.
public enum Kind {
    VPC(Vpc.class),
    VSWITCH(VSwitch.class),
    INSTANCE(Instance.class),
    ENI(Eni.class),
    HAVIP(HaVip.class),
    EIP(Eip.class),
    NAT_GATEWAY(NatGateway.class),
    SNAT_ENTRY(SnatEntry.class),
    ROUTE_ENTRY(RouteEntry.class),
    SECURITY_GROUP(SecurityGroup.class),
    ISSUED_TOKEN(IssuedToken.class);

    private final Class<? extends Resource> type;

    Kind(Class<? extends Resource> type) {
        this.type = type;
    }

    public Class<? extends Resource> type() {
        return type;
    }

    /// The kind whose resources are of this type.
    public static Kind of(Class<? extends Resource> type) {
        for (Kind kind : values()) {
            if (kind.type == type) {
                return kind;
            }
        }
        throw new IllegalArgumentException(type + " is no kind of resource");
    }
}
