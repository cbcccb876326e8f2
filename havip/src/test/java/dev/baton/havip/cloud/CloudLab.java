package dev.baton.havip.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.ArpClaim;
import dev.baton.havip.Fabric;
import dev.baton.havip.FabricEffect;
import dev.baton.havip.FabricEvent;
import dev.baton.havip.InstanceId;
import dev.baton.havip.Limits;
import dev.baton.havip.api.Api;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiCall;
import dev.baton.havip.api.ApiError;
import dev.baton.havip.api.ApiNode;
import dev.baton.havip.resource.Resource;
import dev.baton.model.IpAddress;
import dev.baton.model.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A whole cloud on virtual time: the engine, the real fabric behind it, machines that obey at once, and a store. What
/// the fabric refuses of what the cloud ordered fails the test.
final class CloudLab {
    static final String ACCOUNT = "1000";
    static final Instant START = Instant.parse("2026-11-23T05:50:56Z");

    /// Rates that no story reaches by accident.
    static final CloudSettings SETTINGS = CloudSettings.TUTORIAL.withRate(new Rate(1_000_000, Duration.ofSeconds(1)));

    final Map<String, Resource> store = new HashMap<>();
    final List<TimelineEntry> timeline = new ArrayList<>();
    final List<MachineOrder> machineOrders = new ArrayList<>();
    final Set<InstanceId> running = new HashSet<>();
    Fabric fabric = new Fabric(new Limits(1_000, 1_000, 1_000));
    Cloud cloud;
    boolean machinesObey = true;

    private final CloudSettings settings;
    private final SeededIds ids = new SeededIds(7);
    private final ArrayDeque<CloudEvent> facts = new ArrayDeque<>();
    private Instant now = START;
    private Optional<ApiAnswer> answer = Optional.empty();
    private Function<ApiCall, ApiAnswer> door = this::callAtOnce;

    CloudLab() {
        this(SETTINGS);
    }

    CloudLab(CloudSettings settings) {
        this.settings = settings;
        this.cloud = new Cloud(settings, ids);
    }

    CloudSettings settings() {
        return settings;
    }

    Instant now() {
        return now;
    }

    /// Calls as the usual account. `parameters` are names and values in turn; the region is added.
    ApiAnswer call(String action, String... parameters) {
        return callAs(ACCOUNT, action, parameters);
    }

    ApiAnswer callAs(String account, String action, String... parameters) {
        Map<String, String> all = new HashMap<>();
        all.put("RegionId", settings.region());
        for (int at = 0; at < parameters.length; at += 2) {
            all.put(parameters[at], parameters[at + 1]);
        }
        return raw(account, action, all);
    }

    /// Calls with these parameters only.
    ApiAnswer raw(String account, String action, Map<String, String> parameters) {
        String product = Catalogue.find("Vpc", action).isPresent()
                ? "Vpc"
                : Catalogue.find("Sts", action).isPresent() ? "Sts" : "Ecs";
        return call(new ApiCall(product, action, account, parameters, "request"));
    }

    ApiAnswer call(ApiCall call) {
        return door.apply(call);
    }

    private ApiAnswer callAtOnce(ApiCall call) {
        handle(new CloudEvent.Called(call));
        return answer.orElseThrow();
    }

    /// From now on calls go a longer way, which ends at the API that it is given.
    void take(Function<Api, Function<ApiCall, ApiAnswer>> way) {
        door = way.apply(this::callAtOnce);
    }

    /// The fields of an answer that must be good.
    Map<String, ApiNode> done(String action, String... parameters) {
        return fields(call(action, parameters));
    }

    static Map<String, ApiNode> fields(ApiAnswer answer) {
        assertThat(answer).isInstanceOf(ApiAnswer.Done.class);
        return ((ApiAnswer.Done) answer).body().fields();
    }

    /// One text of an answer that must be good.
    String text(String field, String action, String... parameters) {
        return text(done(action, parameters), field);
    }

    static String text(Map<String, ApiNode> fields, String name) {
        return field(fields, name, ApiNode.Text.class).value();
    }

    static long whole(Map<String, ApiNode> fields, String name) {
        return field(fields, name, ApiNode.Whole.class).value();
    }

    private static <T extends ApiNode> T field(Map<String, ApiNode> fields, String name, Class<T> type) {
        return Optional.ofNullable(fields.get(name))
                .map(type::cast)
                .orElseThrow(() -> new AssertionError(name + " is not among " + fields.keySet()));
    }

    /// Why a call that must fail did.
    ApiError refused(String action, String... parameters) {
        return error(call(action, parameters));
    }

    static ApiError error(ApiAnswer answer) {
        assertThat(answer).isInstanceOf(ApiAnswer.Failed.class);
        return ((ApiAnswer.Failed) answer).error();
    }

    /// The elements of a wrapped list of an answer.
    static List<Map<String, ApiNode>> list(Map<String, ApiNode> fields, String name, String element) {
        return items(fields, name, element).stream()
                .map(ApiNode.Fields.class::cast)
                .<Map<String, ApiNode>>map(ApiNode.Fields::fields)
                .toList();
    }

    static List<String> texts(Map<String, ApiNode> fields, String name, String element) {
        return items(fields, name, element).stream()
                .map(item -> ((ApiNode.Text) item).value())
                .toList();
    }

    private static List<ApiNode> items(Map<String, ApiNode> fields, String name, String element) {
        ApiNode.Fields wrapper = field(fields, name, ApiNode.Fields.class);
        return field(wrapper.fields(), element, ApiNode.Items.class).items();
    }

    Map<String, ApiNode> haVip(String id) {
        return list(done("DescribeHaVips", "Filter.1.Key", "HaVipId", "Filter.1.Value.1", id), "HaVips", "HaVip")
                .getFirst();
    }

    Map<String, ApiNode> eip(String id) {
        return list(done("DescribeEipAddresses", "AllocationId", id), "EipAddresses", "EipAddress")
                .getFirst();
    }

    String instanceStatus(String id) {
        return text(
                list(done("DescribeInstanceStatus", "InstanceId.1", id), "InstanceStatuses", "InstanceStatus")
                        .getFirst(),
                "Status");
    }

    /// So long that whatever is under way is over.
    void settle() {
        pass(Duration.ofSeconds(2));
    }

    /// Time passes, with every deadline at its time.
    void pass(Duration duration) {
        Instant end = now.plus(duration);
        Optional<Instant> deadline = cloud.deadline().filter(at -> !at.isAfter(end));
        while (deadline.isPresent()) {
            now = deadline.get().isAfter(now) ? deadline.get() : now;
            handle(new CloudEvent.Elapsed());
            deadline = cloud.deadline().filter(at -> !at.isAfter(end));
        }
        now = end;
    }

    void handle(CloudEvent event) {
        facts.add(event);
        while (!facts.isEmpty()) {
            apply(cloud.handle(now, facts.removeFirst()));
        }
    }

    /// The server is killed and started again: nothing but the store and what runs survives.
    void restart() {
        Cloud restored = Cloud.restore(settings, new SeededIds(now.toEpochMilli()), List.copyOf(store.values()));
        fabric = new Fabric(new Limits(1_000, 1_000, 1_000));
        cloud = restored;
        apply(restored.resume(now));
        while (!facts.isEmpty()) {
            apply(cloud.handle(now, facts.removeFirst()));
        }
    }

    private void apply(List<CloudEffect> effects) {
        boolean storing = true;
        for (CloudEffect effect : effects) {
            boolean isStore = effect instanceof CloudEffect.Store || effect instanceof CloudEffect.Forget;
            assertThat(storing || !isStore)
                    .as("stores come first in %s", effects)
                    .isTrue();
            storing = isStore;
            apply(effect);
        }
    }

    private void apply(CloudEffect effect) {
        switch (effect) {
            case CloudEffect.Store stored ->
                store.put(stored.resource().kind() + stored.resource().id(), stored.resource());
            case CloudEffect.Forget forgotten -> store.remove(forgotten.kind() + forgotten.id());
            case CloudEffect.Network network -> tell(network.order());
            case CloudEffect.Machine machine -> obey(machine.order());
            case CloudEffect.Noted noted -> timeline.add(noted.entry());
            case CloudEffect.Answered answered -> answer = Optional.of(answered.answer());
        }
    }

    private void tell(FabricEvent event) {
        Tick tick = new Tick(Duration.between(START, now).toNanos());
        for (FabricEffect effect : fabric.handle(tick, event)) {
            if (effect instanceof FabricEffect.MasterChanged changed) {
                facts.add(new CloudEvent.MasterChanged(changed.haVip(), changed.to(), Optional.of(changed.cause())));
            }
            boolean isForged = event instanceof FabricEvent.Announced;
            assertThat(isForged || !(effect instanceof FabricEffect.Refused))
                    .as("%s", effect)
                    .isTrue();
        }
    }

    private void obey(MachineOrder order) {
        machineOrders.add(order);
        if (machinesObey) {
            carryOut(order);
        }
    }

    void carryOut(MachineOrder order) {
        switch (order) {
            case MachineOrder.Start start -> up(start.instance());
            case MachineOrder.Reboot reboot -> {
                down(reboot.instance());
                up(reboot.instance());
            }
            case MachineOrder.Stop stop -> down(stop.instance());
            case MachineOrder.Release release -> running.remove(release.instance());
            case MachineOrder.Adopt adopt -> {
                if (running.contains(adopt.instance())) {
                    up(adopt.instance());
                } else {
                    facts.add(new CloudEvent.InstanceStopped(adopt.instance()));
                }
            }
        }
    }

    private void up(InstanceId instance) {
        running.add(instance);
        tell(new FabricEvent.InstanceUp(instance));
        facts.add(new CloudEvent.InstanceRuns(instance));
    }

    private void down(InstanceId instance) {
        running.remove(instance);
        tell(new FabricEvent.InstanceDown(instance));
        facts.add(new CloudEvent.InstanceStopped(instance));
    }

    /// The machine goes without being told to.
    void dies(String instance) {
        if (running.contains(new InstanceId(instance))) {
            down(new InstanceId(instance));
        }
        handle(new CloudEvent.Elapsed());
    }

    /// The link goes or comes back under a machine that runs on.
    void link(String instance, boolean isUp) {
        InstanceId id = new InstanceId(instance);
        tell(isUp ? new FabricEvent.InstanceUp(id) : new FabricEvent.InstanceDown(id));
        handle(new CloudEvent.LinkChanged(id, isUp));
    }

    /// The guest says by ARP that it has the address.
    void announces(String instance, String address) {
        dev.baton.havip.Instance who = fabric.instance(new InstanceId(instance)).orElseThrow();
        tell(new FabricEvent.Announced(who.port(), ArpClaim.announcement(who.mac(), IpAddress.of(address))));
        handle(new CloudEvent.Elapsed());
    }

    /// A VPC, a vSwitch, HA1 and HA2 running, a third that runs on the side, all as in the tutorial.
    Tutorial tutorial() {
        return Tutorial.in(this);
    }

    /// The ids of the tutorial's things.
    record Tutorial(String vpc, String vSwitch, String ha1, String ha2, String haVip, String eip) {
        static Tutorial in(CloudLab lab) {
            String vpc = lab.text("VpcId", "CreateVpc", "CidrBlock", "172.16.0.0/12");
            lab.settle();
            String vSwitch = lab.text(
                    "VSwitchId", "CreateVSwitch", "VpcId", vpc, "ZoneId", "cn-lab-1a", "CidrBlock", "172.16.0.0/16");
            lab.settle();
            String ha1 = lab.instance(vSwitch, "172.16.0.224");
            String ha2 = lab.instance(vSwitch, "172.16.0.225");
            String haVip = lab.text("HaVipId", "CreateHaVip", "VSwitchId", vSwitch, "IpAddress", "172.16.0.222");
            String eip = lab.text("AllocationId", "AllocateEipAddress");
            lab.settle();
            return new Tutorial(vpc, vSwitch, ha1, ha2, haVip, eip);
        }
    }

    /// A running instance, once time has passed.
    String instance(String vSwitch, String address) {
        return texts(
                        done("RunInstances", "VSwitchId", vSwitch, "PrivateIpAddress", address),
                        "InstanceIdSets",
                        "InstanceIdSet")
                .getFirst();
    }

    /// As [#tutorial], with both bound, the EIP associated and HA1 the master.
    Tutorial inService() {
        Tutorial scene = tutorial();
        bind(scene.haVip(), scene.ha1());
        bind(scene.haVip(), scene.ha2());
        done("AssociateEipAddress", "AllocationId", scene.eip(), "InstanceId", scene.haVip(), "InstanceType", "HaVip");
        settle();
        announces(scene.ha1(), "172.16.0.222");
        return scene;
    }

    void bind(String haVip, String instance) {
        done("AssociateHaVip", "HaVipId", haVip, "InstanceId", instance);
        settle();
    }

    /// Only for reading a failed test.
    Map<String, String> statuses() {
        Map<String, String> statuses = new LinkedHashMap<>();
        cloud.resources()
                .forEach(each -> statuses.put(each.id(), each.phase().status().word()));
        return statuses;
    }
}
