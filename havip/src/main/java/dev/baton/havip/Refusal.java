package dev.baton.havip;

/// Why the fabric did not do what was asked or believe what was said.
public enum Refusal {
    UNKNOWN_VSWITCH("there is no such vSwitch"),
    UNKNOWN_INSTANCE("there is no such instance"),
    UNKNOWN_HAVIP("there is no such HaVip"),
    UNKNOWN_EIP("nothing has this EIP"),
    UNKNOWN_ROUTE("the VPC has no route to this destination"),
    UNKNOWN_SNAT("there is no such SNAT rule"),
    UNKNOWN_PORT("the port belongs to no instance"),
    ID_TAKEN("the id is in use"),
    ADDRESS_TAKEN("the address is in use"),
    ADDRESS_OUTSIDE_SUBNET("the address lies outside the vSwitch's subnet"),
    OTHER_VSWITCH("instance and HaVip are on different vSwitches"),
    ALREADY_BOUND("the instance is bound already"),
    NOT_BOUND("the instance is not bound to this HaVip"),
    VSWITCH_IN_USE("the vSwitch is not empty"),
    INSTANCE_IN_USE("the instance is bound to a HaVip, has an EIP, or is the next hop of a route"),
    HAVIP_IN_USE("the HaVip is bound, has an EIP, or is the next hop of a route"),
    ROUTE_TAKEN("the VPC has a route to this destination"),
    INSTANCE_HAS_EIP("the instance has an EIP already"),
    HAVIP_HAS_EIP("the HaVip has an EIP already"),
    EIP_IN_USE("the EIP is associated already"),
    LIMIT_HAVIPS_PER_VPC("the VPC has as many HaVips as it may have"),
    LIMIT_INSTANCES_PER_HAVIP("the HaVip is bound to as many instances as it may be"),
    LIMIT_HAVIPS_PER_INSTANCE("the instance is bound to as many HaVips as it may be"),
    WRONG_MAC("the frame does not carry the MAC address of the port it came from"),
    INSTANCE_STOPPED("the instance is not running"),
    FOREIGN_ADDRESS("the address is neither the sender's own nor a HaVip of its vSwitch");

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    /// Says it to a person, without a capital and without a full stop.
    public String sentence() {
        return sentence;
    }
}
