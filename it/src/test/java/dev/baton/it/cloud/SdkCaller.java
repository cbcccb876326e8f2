package dev.baton.it.cloud;

import com.aliyun.openapiutil.Client;
import com.aliyun.tea.TeaException;
import com.aliyun.tea.TeaModel;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiError;
import dev.baton.havip.api.ApiNode;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Makes any call by the official SDK: by its own request class and method for the action, and only where that class
/// cannot say what the call says, by the SDK's call for whatever has no class.
final class SdkCaller {
    private static final Map<String, String> PACKAGES =
            Map.of("Vpc", "com.aliyun.vpc20160428", "Ecs", "com.aliyun.ecs20140526");
    private static final Map<String, String> VERSIONS = Map.of("Vpc", "2016-04-28", "Ecs", "2014-05-26");

    private final com.aliyun.vpc20160428.Client vpc;
    private final com.aliyun.ecs20140526.Client ecs;
    private boolean lastWasTyped;

    SdkCaller(Config config) throws Exception {
        vpc = new com.aliyun.vpc20160428.Client(config);
        ecs = new com.aliyun.ecs20140526.Client(config);
    }

    /// True if the last call was made by the action's own class.
    boolean lastWasTyped() {
        return lastWasTyped;
    }

    ApiAnswer call(ApiCall call) {
        try {
            Optional<TeaModel> request = typed(call);
            lastWasTyped = request.isPresent();
            Map<String, ?> body = request.isPresent() ? byMethod(call, request.get()) : byName(call);
            return new ApiAnswer.Done((ApiNode.Fields) node(body));
        } catch (TeaException refused) {
            int status = Optional.ofNullable(refused.getStatusCode())
                    .orElseThrow(() -> new IllegalStateException("not refused by the server: " + refused, refused));
            return new ApiAnswer.Failed(new ApiError(refused.getCode(), status, refused.getMessage()));
        } catch (Exception e) { // the SDK's signature
            throw new IllegalStateException(call.toString(), e);
        }
    }

    /// The action's request class with exactly these parameters; empty if it has no place for one, or there is no
    /// class.
    private static Optional<TeaModel> typed(ApiCall call) throws Exception {
        String name = PACKAGES.getOrDefault(call.product(), "none") + ".models." + call.action() + "Request";
        try {
            TeaModel empty = Class.forName(name)
                    .asSubclass(TeaModel.class)
                    .getDeclaredConstructor()
                    .newInstance();
            TeaModel request = TeaModel.toModel(nested(call.parameters()), empty);
            Map<String, String> said = Client.query(request.toMap());
            Map<String, String> wanted = new HashMap<>(call.parameters());
            if (!said.containsKey("RegionId")) {
                // Some classes have no place for it, and the action does not need it.
                wanted.remove("RegionId");
            }
            return said.equals(wanted) ? Optional.of(request) : Optional.empty();
        } catch (ClassNotFoundException | IllegalArgumentException | ClassCastException | TeaException e) {
            return Optional.empty();
        }
    }

    private Map<String, ?> byMethod(ApiCall call, TeaModel request) throws Exception {
        Object client = call.product().equals("Vpc") ? vpc : ecs;
        String method = call.action().substring(0, 1).toLowerCase(Locale.ROOT)
                + call.action().substring(1);
        try {
            TeaModel response = (TeaModel)
                    client.getClass().getMethod(method, request.getClass()).invoke(client, request);
            return body(response.toMap());
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception refused ? refused : e;
        }
    }

    /// What the SDK's call for whatever has no class is told of an action.
    static Params params(String action, String version) {
        return new Params()
                .setAction(action)
                .setVersion(version)
                .setProtocol("HTTP")
                .setPathname("/")
                .setMethod("POST")
                .setAuthType("AK")
                .setStyle("RPC")
                .setReqBodyType("formData")
                .setBodyType("json");
    }

    private Map<String, ?> byName(ApiCall call) throws Exception {
        Params params = params(call.action(), VERSIONS.getOrDefault(call.product(), "2000-01-01"));
        OpenApiRequest request = new OpenApiRequest().setQuery(new HashMap<>(call.parameters()));
        return body(vpc.callApi(params, request, new RuntimeOptions()));
    }

    private static Map<String, ?> body(Map<String, ?> answer) {
        return map(Objects.requireNonNull(answer.get("body"), "an answer has a body"));
    }

    /// `Filter.1.Value.2` as the second value of the first filter.
    private static Map<String, Object> nested(Map<String, String> flat) {
        Map<String, Object> tree = new TreeMap<>();
        flat.forEach((name, value) -> put(tree, List.of(name.split("\\.")), value));
        Map<String, Object> root = new HashMap<>();
        tree.forEach((name, value) -> root.put(name, listed(value)));
        return root;
    }

    private static void put(Map<String, Object> tree, List<String> path, String value) {
        if (path.size() == 1) {
            tree.put(path.getFirst(), value);
        } else {
            put(
                    map(tree.computeIfAbsent(path.getFirst(), name -> new TreeMap<String, Object>())),
                    path.subList(1, path.size()),
                    value);
        }
    }

    private static Object listed(Object value) {
        if (!(value instanceof Map<?, ?> branches)) {
            return value;
        }
        if (branches.keySet().stream().allMatch(name -> name.toString().matches("\\d+"))) {
            return branches.values().stream().map(SdkCaller::listed).toList();
        }
        Map<String, Object> fields = new HashMap<>();
        branches.forEach((name, each) -> fields.put(name.toString(), listed(each)));
        return fields;
    }

    @SuppressWarnings("unchecked") // what the SDK calls a map has names as keys
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static ApiNode node(Object value) {
        return switch (value) {
            case Map<?, ?> fields -> {
                SequencedMap<String, ApiNode> nodes = new LinkedHashMap<>();
                fields.forEach((name, each) -> {
                    if (each != null) {
                        nodes.put(name.toString(), node(each));
                    }
                });
                yield new ApiNode.Fields(nodes);
            }
            case List<?> items -> {
                List<ApiNode> nodes = new ArrayList<>();
                items.forEach(each -> nodes.add(node(each)));
                yield new ApiNode.Items(nodes);
            }
            case Number number -> new ApiNode.Whole(number.longValue());
            case Boolean flag -> new ApiNode.Flag(flag);
            default -> new ApiNode.Text(value.toString());
        };
    }
}
