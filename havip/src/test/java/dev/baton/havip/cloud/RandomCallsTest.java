package dev.baton.havip.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.havip.HaVipId;
import dev.baton.havip.InstanceId;
import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiNode;
import dev.baton.havip.resource.Eip;
import dev.baton.havip.resource.Eni;
import dev.baton.havip.resource.HaVip;
import dev.baton.havip.resource.Instance;
import dev.baton.havip.resource.Phase;
import dev.baton.havip.resource.Resource;
import dev.baton.havip.resource.Status;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Random calls, machines that die, announcements of anybody, time in steps of any size, and restarts in the middle.
/// After every step what the API says, what the engine holds, what the store holds and what the fabric does agree.
final class RandomCallsTest {
    private static final int SEEDS = 20;
    private static final int STEPS = 250;

    @Test
    void apiEngineStoreAndFabricAgreeWhateverHappens() {
        int refused = 0;
        int done = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            History history = new History(seed);
            history.play(STEPS);
            refused += history.refused;
            done += history.done;
        }
        assertThat(done).as("calls that did something").isGreaterThan(SEEDS * STEPS / 5);
        assertThat(refused).as("calls that were refused").isGreaterThan(SEEDS * STEPS / 10);
    }

    /// One seed's history, with its own account of which HaVips there are and what was bound to them.
    private static final class History {
        private static final Map<Quota, Integer> TIGHT = Map.of(
                Quota.HAVIPS_PER_VPC, 4,
                Quota.MEMBERS_PER_HAVIP, 3,
                Quota.HAVIPS_PER_INSTANCE, 2,
                Quota.EIPS_PER_ACCOUNT, 5,
                Quota.INSTANCES_PER_ACCOUNT, 8);

        private final long seed;
        private final Random random;
        private final CloudLab lab = new CloudLab(CloudLab.SETTINGS.withQuotas(TIGHT));
        private final CloudLab.Tutorial scene = lab.tutorial();
        private final Map<String, Set<String>> bound = new TreeMap<>();
        private int refused;
        private int done;

        History(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            bound.put(scene.haVip(), new TreeSet<>());
        }

        void play(int steps) {
            for (int at = 0; at < steps; at++) {
                step();
                String where = "seed %d, step %d".formatted(seed, at);
                checkLimits(where);
                checkOwners(where);
                checkStore(where);
                checkDescribe(where);
            }
        }

        private void step() {
            switch (random.nextInt(20)) {
                case 0, 1, 2 -> lab.pass(Duration.ofMillis(random.nextInt(700)));
                case 3 -> lab.dies(pick(Instance.class));
                case 4, 5, 6 -> announce();
                case 7 -> lab.restart();
                case 8 -> createHaVip();
                case 9 -> deleteHaVip();
                case 10, 11, 12 -> bind();
                case 13 -> unbind();
                case 14 -> eip();
                case 15 -> power();
                case 16 -> instance();
                case 17 -> deleteInstance();
                case 18 -> route();
                default -> note(lab.call("ReleaseEipAddress", "AllocationId", pick(Eip.class)));
            }
        }

        private <T extends Resource> String pick(Class<T> type) {
            List<String> ids =
                    lab.cloud.all(type).stream().map(Resource::id).sorted().toList();
            return ids.isEmpty() || random.nextInt(20) == 0 ? "none" : ids.get(random.nextInt(ids.size()));
        }

        private boolean note(ApiAnswer answer) {
            boolean good = answer instanceof ApiAnswer.Done;
            done += good ? 1 : 0;
            refused += good ? 0 : 1;
            return good;
        }

        private void announce() {
            List<Instance> running = lab.cloud.all(Instance.class).stream()
                    .filter(each ->
                            lab.fabric.instance(new InstanceId(each.id())).isPresent())
                    .toList();
            List<HaVip> haVips = lab.cloud.all(HaVip.class);
            if (!running.isEmpty() && !haVips.isEmpty()) {
                lab.announces(
                        pickOf(running.stream().map(Resource::id).sorted().toList()),
                        pickOf(haVips.stream().map(HaVip::address).sorted().toList()));
            }
        }

        private String pickOf(List<String> texts) {
            return texts.get(random.nextInt(texts.size()));
        }

        private void createHaVip() {
            ApiAnswer answer = lab.call("CreateHaVip", "VSwitchId", scene.vSwitch());
            if (note(answer)) {
                bound.put(CloudLab.text(CloudLab.fields(answer), "HaVipId"), new TreeSet<>());
            }
        }

        private void deleteHaVip() {
            String id = pick(HaVip.class);
            if (note(lab.call("DeleteHaVip", "HaVipId", id))) {
                bound.remove(id);
            }
        }

        private void bind() {
            String haVip = pick(HaVip.class);
            String instance = pick(Instance.class);
            if (note(lab.call("AssociateHaVip", "HaVipId", haVip, "InstanceId", instance))) {
                bound.getOrDefault(haVip, new HashSet<>()).add(instance);
            }
        }

        private void unbind() {
            String haVip = pick(HaVip.class);
            String instance = pickOf(List.of(pick(Instance.class), pick(Instance.class)));
            String force = random.nextBoolean() ? "True" : "False";
            if (note(lab.call("UnassociateHaVip", "HaVipId", haVip, "InstanceId", instance, "Force", force))) {
                bound.getOrDefault(haVip, new HashSet<>()).remove(instance);
            }
        }

        private void eip() {
            note(lab.call("AllocateEipAddress"));
            String eip = pick(Eip.class);
            if (random.nextBoolean()) {
                note(lab.call("UnassociateEipAddress", "AllocationId", eip));
            }
            boolean toHaVip = random.nextBoolean();
            note(lab.call(
                    "AssociateEipAddress",
                    "AllocationId",
                    eip,
                    "InstanceId",
                    toHaVip ? pick(HaVip.class) : pick(Instance.class),
                    "InstanceType",
                    toHaVip ? "HaVip" : "EcsInstance"));
        }

        private void power() {
            lab.machinesObey = true;
            String action = pickOf(List.of("StartInstance", "StopInstance", "RebootInstance"));
            note(lab.call(action, "InstanceId", pick(Instance.class), "ForceStop", "true"));
        }

        private void instance() {
            String action = pickOf(List.of("RunInstances", "CreateInstance"));
            note(lab.call(action, "VSwitchId", scene.vSwitch(), "ClientToken", "t" + random.nextInt(30)));
        }

        private void deleteInstance() {
            String id = pick(Instance.class);
            if (note(lab.call("DeleteInstance", "InstanceId", id, "Force", "true"))) {
                bound.values().forEach(members -> members.remove(id));
            }
        }

        private void route() {
            String table = NetworkErrors.routeTable(lab, scene.vpc());
            String destination = "10." + random.nextInt(4) + ".0.0/16";
            boolean toHaVip = random.nextBoolean();
            note(
                    random.nextBoolean()
                            ? lab.call("DeleteRouteEntry", "RouteTableId", table, "DestinationCidrBlock", destination)
                            : lab.call(
                                    "CreateRouteEntry",
                                    "RouteTableId",
                                    table,
                                    "DestinationCidrBlock",
                                    destination,
                                    "NextHopId",
                                    toHaVip ? pick(HaVip.class) : pick(Instance.class),
                                    "NextHopType",
                                    toHaVip ? "HaVip" : "Instance"));
        }

        private void checkLimits(String where) {
            List<HaVip> haVips = lab.cloud.all(HaVip.class);
            assertThat(haVips).as(where).hasSizeLessThanOrEqualTo(4);
            assertThat(lab.cloud.all(Eip.class)).as(where).hasSizeLessThanOrEqualTo(5);
            assertThat(haVips)
                    .as(where)
                    .allSatisfy(haVip ->
                            assertThat(haVip.members()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(3));
            for (Instance instance : lab.cloud.all(Instance.class)) {
                assertThat(haVips.stream().filter(haVip -> haVip.members().contains(instance.id())))
                        .as(where)
                        .hasSizeLessThanOrEqualTo(2);
            }
            assertThat(Stream.concat(
                            haVips.stream().map(HaVip::address),
                            lab.cloud.all(Eni.class).stream().map(Eni::address)))
                    .as(where)
                    .doesNotHaveDuplicates();
            assertThat(lab.cloud.all(Eip.class).stream()
                            .flatMap(eip -> eip.target().stream())
                            .map(Eip.Target::id))
                    .as(where)
                    .doesNotHaveDuplicates();
        }

        /// The solid line is the fabric's, and who has it is bound and runs; what the fabric admits is what is bound.
        private void checkOwners(String where) {
            for (HaVip haVip : lab.cloud.all(HaVip.class)) {
                if (haVip.phase().is(Status.DELETING)) {
                    continue;
                }
                dev.baton.havip.HaVip real =
                        lab.fabric.haVip(new HaVipId(haVip.id())).orElseThrow();
                assertThat(real.master().map(InstanceId::value)).as(where).isEqualTo(haVip.master());
                assertThat(real.bound().stream().map(InstanceId::value).collect(Collectors.toSet()))
                        .as(where)
                        .isEqualTo(haVip.members().stream()
                                .filter(member ->
                                        haVip.leaving().filter(member::equals).isEmpty())
                                .collect(Collectors.toSet()));
                assertThat(haVip.master().filter(master -> !haVip.members().contains(master)))
                        .as(where)
                        .isEmpty();
                assertThat(haVip.master().filter(master -> !lab.running.contains(new InstanceId(master))))
                        .as(where)
                        .isEmpty();
            }
        }

        private void checkStore(String where) {
            assertThat(Set.copyOf(lab.store.values())).as(where).isEqualTo(Set.copyOf(lab.cloud.resources()));
            Cloud restored = Cloud.restore(lab.settings(), new SeededIds(1), lab.store.values());
            assertThat(Set.copyOf(restored.resources())).as(where).isEqualTo(Set.copyOf(lab.cloud.resources()));
            assertThat(restored.deadline()).as(where).isEqualTo(lab.cloud.deadline());
        }

        private void checkDescribe(String where) {
            List<Map<String, ApiNode>> described =
                    CloudLab.list(lab.done("DescribeHaVips", "PageSize", "50"), "HaVips", "HaVip");
            Map<String, Set<String>> shown = new TreeMap<>();
            for (Map<String, ApiNode> haVip : described) {
                if (!CloudLab.text(haVip, "Status").equals("Deleting")) {
                    Set<String> members =
                            new TreeSet<>(CloudLab.texts(haVip, "AssociatedInstances", "associatedInstance"));
                    lab.cloud
                            .find(HaVip.class, CloudLab.text(haVip, "HaVipId"))
                            .flatMap(HaVip::leaving)
                            .ifPresent(members::remove);
                    shown.put(CloudLab.text(haVip, "HaVipId"), members);
                    checkStatus(where, CloudLab.text(haVip, "Status"), members);
                }
            }
            assertThat(shown).as(where).isEqualTo(bound);
        }

        private void checkStatus(String where, String status, Set<String> members) {
            if (status.equals("InUse")) {
                assertThat(members).as(where).isNotEmpty();
            }
            if (status.equals("Available")) {
                assertThat(members).as(where).isEmpty();
            }
            assertThat(lab.cloud.deadline().map(java.time.Instant::toEpochMilli).orElse(Phase.NOT_BY_ITSELF))
                    .as(where)
                    .isGreaterThan(lab.now().toEpochMilli() - 1);
        }
    }
}
