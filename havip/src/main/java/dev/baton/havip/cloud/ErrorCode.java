package dev.baton.havip.cloud;

/// Every code that a call may be refused with, with its HTTP status and its words; the constant's own comment says
/// when.
/// Several constants share a code where the API uses one code for several things. `%s` is what the caller did wrong.
public enum ErrorCode {
    /// The product has no such action.
    ACTION_NOT_FOUND("InvalidAction.NotFound", 404, "Specified api is not found, please check your url and method."),
    /// A parameter that the action needs was not sent, or is empty.
    MISSING_PARAMETER(
            "MissingParameter",
            400,
            "The input parameter \"%s\" that is mandatory for processing this request is not supplied."),
    /// A parameter lies outside its bounds.
    INVALID_PARAMETER("InvalidParameter", 400, "The specified parameter \"%s\" is not valid."),
    /// There is another region only.
    REGION_NOT_FOUND("InvalidRegionId.NotFound", 404, "The specified RegionId \"%s\" does not exist."),
    /// The account calls this action faster than the settings allow.
    THROTTLING("Throttling.User", 400, "Request was denied due to user flow control."),
    /// The same token came with other parameters before.
    TOKEN_MISMATCH(
            "IdempotentParameterMismatch",
            400,
            "The request uses the same client token as a previous, but non-identical request."),
    /// The token is not 1 to 64 ASCII characters.
    TOKEN_MALFORMED("InvalidClientToken.Malformed", 400, "The specified ClientToken is not valid."),
    /// Everything is right, and the client only wanted to know that.
    DRY_RUN("DryRunOperation", 400, "Request validation has been passed with DryRun flag set."),
    /// A name is longer than 128 characters, or a web address.
    INVALID_NAME("InvalidName.Malformed", 400, "The specified parameter \"%s\" is not valid."),
    /// A description is longer than 256 characters, or a web address.
    INVALID_DESCRIPTION("InvalidDescription.Malformed", 400, "The specified parameter \"%s\" is illegal."),
    /// The list cannot be filtered by this.
    INVALID_FILTER_KEY("InvalidFilterKey.ValueNotSupported", 400, "The filter key \"%s\" is not supported."),
    /// A tag's key is too long, reserved or a web address.
    INVALID_TAG_KEY("InvalidTagKey.Malformed", 400, "The tag key \"%s\" is not valid."),
    /// A tag's value is too long or a web address.
    INVALID_TAG_VALUE("InvalidTagValue.Malformed", 400, "The tag value \"%s\" is not valid."),
    /// One call names a tag's key twice.
    DUPLICATE_TAG_KEY("Duplicate.TagKey", 400, "The tag key \"%s\" occurs more than once."),

    /// The account may have no more VPCs.
    QUOTA_VPCS("QuotaExceeded.Vpc", 400, "The VPC quota of %s is exceeded."),
    VPC_NOT_FOUND("InvalidVpcId.NotFound", 404, "The specified VPC \"%s\" does not exist."),
    /// The VPC is still being made.
    VPC_STATUS("IncorrectVpcStatus", 400, "Current VPC status does not support this operation."),
    VPC_HAS_VSWITCH("DependencyViolation.VSwitch", 400, "The VPC still has a vSwitch."),
    VPC_HAS_NAT_GATEWAY("DependencyViolation.NatGateway", 400, "The VPC still has a NAT gateway."),
    VPC_HAS_SECURITY_GROUP("DependencyViolation.SecurityGroup", 400, "The VPC still has a security group."),
    VPC_HAS_ROUTE("DependencyViolation.RouteEntry", 400, "The VPC still has a custom route."),
    /// No prefix, host bits set, too long, too short, or outside what contains it.
    CIDR_MALFORMED("InvalidCidrBlock.Malformed", 400, "The specified CIDR block \"%s\" is not valid."),
    CIDR_OVERLAPPED("InvalidCidrBlock.Overlapped", 400, "The specified CIDR block \"%s\" overlaps with another one."),
    ZONE_NOT_FOUND("InvalidZoneId.NotFound", 404, "The specified ZoneId \"%s\" does not exist."),
    /// The VPC may have no more vSwitches.
    QUOTA_VSWITCHES("QuotaExceeded.VSwitch", 400, "The vSwitch quota of %s is exceeded."),
    VSWITCH_ID_NOT_FOUND("InvalidVSwitchId.NotFound", 404, "The specified VSwitchId \"%s\" does not exist."),
    /// The vSwitch is still being made.
    VSWITCH_STATUS("IncorrectVSwitchStatus", 400, "Current VSwitch status does not support this operation."),
    VSWITCH_HAS_HAVIP("DependencyViolation.HaVip", 400, "The vSwitch still has a HaVip."),
    VSWITCH_HAS_INSTANCE("DependencyViolation", 400, "The vSwitch still has an instance or network interface."),
    VSWITCH_HAS_NAT_GATEWAY("DependencyViolation.NatGateway", 400, "The vSwitch still has a NAT gateway."),
    VSWITCH_HAS_SNAT_ENTRY("DependencyViolation.SNATEntry", 400, "The vSwitch still has an SNAT entry."),

    /// CreateHaVip names a vSwitch that is not there.
    VSWITCH_NOT_FOUND("InvalidVSwitch.NotFound", 400, "The specified VSwitch \"%s\" does not exist."),
    /// The address lies outside the vSwitch.
    ADDRESS_OUT_OF_RANGE("InvalidIPAddress.OutOfRange", 400, "The address \"%s\" is outside the vSwitch's range."),
    /// The address is one that the cloud keeps for itself.
    ADDRESS_RESERVED("InvalidIPAddress.NotAvailable", 400, "The address \"%s\" is reserved by the system."),
    ADDRESS_TAKEN("InvalidIPAddress.AlreadyUsed", 400, "The address \"%s\" is already used by another resource."),
    ADDRESS_MALFORMED("InvalidIPAddress.Malformed", 400, "The address \"%s\" is malformed."),
    /// Every address of the vSwitch is taken.
    NO_PRIVATE_ADDRESS("InvalidPrivateIp.NotFound", 400, "No private address is left in \"%s\"."),
    /// The VPC may have no more HaVips.
    QUOTA_HAVIPS("QuotaExceeded.HaVip", 400, "The HaVip quota of %s is exceeded."),
    HAVIP_NOT_FOUND("InvalidHaVipId.NotFound", 404, "The specified HaVip \"%s\" does not exist in the specified VPC."),
    /// The account lacks the privilege.
    FORBIDDEN_HAVIP("Forbidden.HaVip", 400, "The privilege vpc_privilege_allow_buy_havip_instance is needed for this."),
    /// The HaVip is being made or deleted already.
    STATUS("IncorrectStatus", 400, "The HaVip can be deleted only when its status is Available."),
    /// A binding of it is being made or undone.
    OPERATION_CONFLICT("OperationConflict", 400, "Another operation on the HaVip is in progress."),
    HAVIP_HAS_EIP("DependencyViolation.HaVipAssociatedWithEIP", 400, "The HaVip is associated with an EIP."),
    HAVIP_HAS_ROUTE("DependencyViolation.HaVipReferedByRouteEntry", 400, "The HaVip is the next hop of a route."),
    /// The HaVip is neither Available nor InUse; for DeleteHaVip: it is InUse.
    HAVIP_STATUS(
            "IncorrectHaVipStatus",
            400,
            "HaVip can be operated by this action only when it's status is Available or InUse."),
    /// Nothing is bound to it.
    HAVIP_STATUS_FOR_UNBINDING(
            "IncorrectHaVipStatus", 400, "HaVip can be operated by this action only when it's status is InUse."),
    /// The HaVip is being deleted.
    VIP_STATUS("InvalidVip.Status", 400, "vip invalid status"),
    /// The instance is changing between on and off.
    INSTANCE_STATUS_FOR_HAVIP(
            "IncorrectInstanceStatus",
            400,
            "ECS instance can be operated by this action only when its status is Running or Stopped."),
    /// The instance is bound to as many HaVips as it may be.
    LIMIT_HAVIPS_ON_INSTANCE(
            "CountLimitExceed.HaVipOnInstance",
            400,
            "The amount of HaVip associated with the specified Instance reaches its limit of %s."),
    /// The HaVip is bound to as many instances as it may be.
    LIMIT_INSTANCES_ON_HAVIP(
            "CountLimitExceeded.HaVipOnECSInstance",
            400,
            "The amount of Instance associated with the specified HaVip reaches its limit of %s."),
    /// The same pair is being bound or unbound already.
    DISTRIBUTED_LOCK("OperationFailed.DistibuteLock", 400, "Distibute lock fail."),
    /// The pair is bound already.
    ASSOCIATED_ALREADY("InvalidAssociation.Duplicated", 400, "Specified instance already is associated."),
    /// Instance and HaVip are on different vSwitches.
    OTHER_VSWITCH("InvalidParameter.Mismatch", 400, "The HaVip and the instance are not in the same vSwitch."),
    /// The word is unknown here, or names the other kind than the one that is bound.
    INSTANCE_TYPE(
            "InvalidInstanceType.ValueNotSupported", 400, "The specified value of InstanceType is not supported."),
    NOT_ASSOCIATED("ResourceNotAssociated", 400, "The instance is not associated with the HaVip."),
    /// The one that has the HaVip would lose it, and nobody said `Force`.
    UNASSOCIATE_MASTER(
            "Forbidden.UnassociateMaster",
            400,
            "Unassociating the master instance is not allowed unless the parameter Force is True."),

    EIP_NOT_FOUND("InvalidAllocationId.NotFound", 404, "Specified allocation ID \"%s\" is not found"),
    /// The account may have no more EIPs.
    QUOTA_EIPS("QuotaExceeded.Eip", 400, "The EIP quota of %s is exceeded."),
    /// EIPs are bought faster than is usual.
    FREQUENT_PURCHASE("FrequentPurchase.EIP", 400, "The purchase of EIPs is too frequent."),
    /// The region has no public address left.
    NO_PUBLIC_ADDRESS("OperationFailed.EipResourceNotEnough", 400, "No public address is left in this region."),
    /// The wanted public address is another's, or none of this cloud's.
    PUBLIC_ADDRESS_UNAVAILABLE("InvalidEipAddress.NotAvailable", 400, "The public address \"%s\" is not available."),
    /// The EIP leads somewhere already, or nowhere yet.
    EIP_STATUS("IncorrectEipStatus", 400, "Current elastic IP status does not support this operation"),
    /// An association of this EIP is being made or undone.
    EIP_TASK_CONFLICT("TaskConflict", 400, "The eip operate too frequent, TaskConflict."),
    /// Its bandwidth is being changed.
    EIP_BEING_MODIFIED(
            "InvalidAction.Denied", 400, "Action is denied due to unfinished Eip configuration modification."),
    /// The target has another EIP.
    EIP_DUPLICATED("InvalidAssociation.Duplicated", 400, "Specified instance already is associated."),
    /// The target's other EIP is on its way there or from there.
    EIP_BINDING_STATUS("InvalidBindingStatus", 400, "The eip binding status invalid."),
    /// The client says the target is in another region.
    OTHER_REGION(
            "InvalidParameter.Mismatch",
            400,
            "Specified elastic IP address and ECS instance are not in the same region."),
    /// The target is not in the VPC that the client named.
    INSTANCE_NOT_IN_VPC("OperationDenied", 400, "Specified instance is not in VPC."),
    EIP_INSTANCE_NOT_FOUND("InvalidInstanceId.NotFound", 404, "Specified instance \"%s\" does not exist."),
    /// The EIP leads elsewhere than the client says.
    EIP_LEADS_ELSEWHERE("InvalidInstanceId.NotFound", 400, "The EIP is not associated with the specified instance."),
    /// The instance, or whatever has the network interface, is changing, or there is none.
    INSTANCE_STATUS("IncorrectInstanceStatus", 400, "Current instance status does not support this operation."),
    /// The EIP's HaVip is changing.
    EIP_HAVIP_STATUS(
            "IncorrectHaVipStatus",
            400,
            "This operation is denied because status of the specified HaVip is neither Available nor InUse."),
    EIP_USED_BY_SNAT("InvalidIpStatus.HasBeenUsedBySnatTable", 400, "The EIP is used by an SNAT entry."),

    /// The account may have no more instances.
    QUOTA_INSTANCES("QuotaExceed.ECSInstance", 403, "The instance quota of %s is exceeded."),
    INSTANCE_NOT_FOUND("InvalidInstanceId.NotFound", 404, "The specified InstanceId \"%s\" does not exist."),
    ENI_NOT_FOUND("InvalidNetworkInterface.NotFound", 404, "The specified network interface \"%s\" does not exist."),
    /// The instance is not in the state that the action needs.
    ECS_INSTANCE_STATUS(
            "IncorrectInstanceStatus", 403, "The current status of the resource does not support this operation."),
    /// The instance is still being made.
    INSTANCE_INITIALIZING(
            "IncorrectInstanceStatus.Initializing",
            403,
            "The specified instance status does not support this operation."),
    DELETION_PROTECTED("OperationDenied.DeletionProtection", 403, "The instance is protected from deletion."),
    INSTANCE_HAS_ROUTE("DependencyViolation.RouteEntry", 403, "The instance is the next hop of a route."),
    ECS_INSTANCE_TYPE("InvalidInstanceType.ValueNotSupported", 403, "The InstanceType \"%s\" is not supported."),
    INVALID_HOST_NAME("InvalidHostName.Malformed", 400, "The specified parameter \"HostName\" is not valid."),
    USER_DATA_MALFORMED("InvalidUserData.Base64FormatInvalid", 400, "The specified UserData is not Base64."),
    USER_DATA_TOO_LONG("InvalidUserData.SizeExceeded", 400, "The specified parameter \"UserData\" exceeds the size."),
    /// The vSwitch is not in the zone that the client named.
    OTHER_ZONE("InvalidVSwitchId.ZoneMismatch", 400, "The vSwitch is not in the specified zone."),
    SECURITY_GROUP_NOT_FOUND("InvalidSecurityGroupId.NotFound", 404, "The SecurityGroupId \"%s\" does not exist."),
    SECURITY_GROUP_IN_USE("DependencyViolation", 403, "There is still an instance in the security group."),

    NAT_GATEWAY_NOT_FOUND("InvalidNatGatewayId.NotFound", 404, "The NAT gateway \"%s\" does not exist."),
    /// The NAT gateway is being made or deleted. The code is spelt so.
    NAT_GATEWAY_STATUS("IncorretNatGatewayStatus", 400, "The NAT gateway is not Available."),
    NAT_GATEWAY_HAS_SNAT_ENTRY("DependencyViolation.SnatEntry", 400, "The NAT gateway still has an SNAT entry."),
    NAT_GATEWAY_HAS_EIP("DependencyViolation.EIPS", 400, "The NAT gateway still has an EIP."),
    SNAT_TABLE_NOT_FOUND("InvalidSnatTableId.NotFound", 404, "The SNAT table \"%s\" does not exist."),
    SNAT_ENTRY_NOT_FOUND("InvalidSnatEntryId.NotFound", 404, "The SNAT entry \"%s\" does not exist."),
    /// The entry is being made or deleted.
    SNAT_ENTRY_STATUS("IncorrectSnatEntryStatus", 400, "The SNAT entry is not Available."),
    EIP_NOT_IN_GATEWAY("EIP_NOT_IN_GATEWAY", 400, "The EIP \"%s\" is not associated with the NAT gateway."),
    SOURCE_DUPLICATED("InvalidSourceCIDR.Duplicated", 400, "The source \"%s\" has an SNAT entry already."),
    /// The table may have no more entries.
    QUOTA_SNAT_ENTRIES("QuotaExceeded.SnatEntry", 400, "The SNAT entry quota of %s is exceeded."),

    ROUTE_TABLE_NOT_FOUND("InvalidRouteTableId.NotFound", 404, "Specified route table \"%s\" does not exist."),
    ROUTE_NOT_FOUND("InvalidRouteEntry.NotFound", 404, "Specified route entry \"%s\" does not exist."),
    /// The route is being made or deleted.
    ROUTE_STATUS("IncorrectRouteEntryStatus", 400, "Current route entry status does not support this operation."),
    ROUTE_EXISTS("RouteConflict.AlreadyExist", 400, "The route table has a route to \"%s\"."),
    /// The destination is one of the VPC's own vSwitches, or a part of one.
    DESTINATION_LOCAL("InvalidDestinationCidrBlock", 400, "The destination \"%s\" belongs to a vSwitch of the VPC."),
    NEXT_HOP_TYPE("InvalidNextHopType", 400, "Specified parameter \"NextHopType\" is not valid."),
    NEXT_HOP_NOT_FOUND("InvalidNextHopId.NotFound", 404, "Specified next hop \"%s\" does not exist."),
    HAVIP_IN_OTHER_VPC("Mismatch.HaVipIdAndRouteTableId", 400, "The HaVip and RouteTable are mismatched."),
    INSTANCE_IN_OTHER_VPC(
            "OperationFailed.InstanceDismatchCurrentVpc", 404, "The next hop is not in the route table's VPC."),
    /// The HaVip is the next hop of as many routes as it may be.
    QUOTA_HAVIP_ROUTES("QuotaExceeded.HaVipRouteEntry", 400, "The HaVip's route quota of %s is exceeded."),
    /// The table may have no more routes.
    QUOTA_ROUTES("QuotaExceeded.RouteEntry", 400, "The route quota of %s is exceeded."),

    /// Nothing of this type can be tagged or moved.
    RESOURCE_TYPE("InvalidResourceType.NotSupported", 400, "The ResourceType \"%s\" is not supported."),
    RESOURCE_NOT_FOUND("InvalidResourceId.NotFound", 404, "The resource \"%s\" does not exist."),
    /// The resource would have more tags than it may.
    QUOTA_TAGS("QuotaExceeded.TagNum", 400, "A resource cannot have so many tags."),
    /// `InstanceIds` and the like are no JSON array of text.
    INVALID_ID_LIST("InvalidParameter", 400, "The specified parameter \"%s\" is no JSON array.");

    private final String code;
    private final int status;
    private final String message;

    ErrorCode(String code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /// What clients compare.
    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    /// One sentence; `%s` stands for what it is about.
    public String message() {
        return message;
    }
}
