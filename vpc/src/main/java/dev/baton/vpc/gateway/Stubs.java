package dev.baton.vpc.gateway;

import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What clients ask of other products before they come to Vpc and Ecs: who am I, and where are the others?
final class Stubs {
    private Stubs() {}

    /// @param host the address by which the client found us, which is where it finds everything
    static ApiAnswer answer(ApiCall call, String host) {
        return switch (call.product() + " " + call.action()) {
            case "Sts GetCallerIdentity" -> done(callerIdentity(call.account()));
            case "Location DescribeEndpoints", "Location DescribeEndpoint" -> done(endpoints(call, host));
            default -> new ApiAnswer.Failed(GatewayError.ACTION_NOT_FOUND.error());
        };
    }

    private static SequencedMap<String, ApiNode> callerIdentity(String account) {
        SequencedMap<String, ApiNode> fields = new LinkedHashMap<>();
        fields.put("IdentityType", new ApiNode.Text("Account"));
        fields.put("AccountId", new ApiNode.Text(account));
        fields.put("PrincipalId", new ApiNode.Text(account));
        fields.put("UserId", new ApiNode.Text(account));
        fields.put("Arn", new ApiNode.Text("acs:ram::" + account + ":root"));
        return fields;
    }

    private static SequencedMap<String, ApiNode> endpoints(ApiCall call, String host) {
        String service = call.parameter("ServiceCode").orElse("");
        SequencedMap<String, ApiNode> endpoint = new LinkedHashMap<>();
        endpoint.put("Endpoint", new ApiNode.Text(host));
        endpoint.put("Id", new ApiNode.Text(call.parameter("Id").orElse("")));
        endpoint.put("Namespace", new ApiNode.Text(""));
        endpoint.put("Type", new ApiNode.Text(call.parameter("Type").orElse("openAPI")));
        endpoint.put("ServiceCode", new ApiNode.Text(service));
        // The API spells it both ways, and so do its clients.
        endpoint.put("SerivceCode", new ApiNode.Text(service));
        endpoint.put("Protocols", field("Protocols", new ApiNode.Items(List.of(new ApiNode.Text("HTTP")))));
        SequencedMap<String, ApiNode> fields = new LinkedHashMap<>();
        fields.put("Success", new ApiNode.Flag(true));
        fields.put("Endpoints", field("Endpoint", new ApiNode.Items(List.of(new ApiNode.Fields(endpoint)))));
        return fields;
    }

    private static ApiNode field(String name, ApiNode value) {
        SequencedMap<String, ApiNode> one = new LinkedHashMap<>();
        one.put(name, value);
        return new ApiNode.Fields(one);
    }

    private static ApiAnswer done(SequencedMap<String, ApiNode> fields) {
        return new ApiAnswer.Done(new ApiNode.Fields(fields));
    }
}
