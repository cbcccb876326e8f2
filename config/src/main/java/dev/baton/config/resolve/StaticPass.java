package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.GarpGroupSpec;
import dev.baton.model.InterfaceName;
import dev.baton.model.RouteSpec;
import dev.baton.model.RuleSpec;
import dev.baton.model.StaticEntries;
import dev.baton.model.StaticEntries.StaticAddress;
import dev.baton.model.TrackGroupSpec;
import dev.baton.model.Tracked;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Rejects static entries that name unknown track groups, and track groups with unknown members; resolves static
/// addresses, routes and rules, and `garp_group`.
final class StaticPass implements Pass {
    @Override
    public void run(Resolution resolution) {
        List<TrackGroupSpec> groups = groups(resolution);
        Set<String> names = new HashSet<>();
        groups.forEach(group -> names.add(group.name()));
        groups.forEach(group -> track(resolution, group));
        resolution.statics(
                new StaticEntries(addresses(resolution, names), routes(resolution), rules(resolution), groups));
        for (Statement statement : resolution.tree().named("garp_group")) {
            garpGroup(new Block(statement)).ifPresent(resolution.garpGroups()::add);
        }
    }

    /// The members are in FAULT while an entry of the group cannot be there.
    private static void track(Resolution resolution, TrackGroupSpec group) {
        resolution.instances().replaceAll(instance -> {
            if (!group.members().contains(instance.spec().name())) {
                return instance;
            }
            List<Tracked> tracked = new ArrayList<>(instance.spec().tracked());
            tracked.add(new Tracked(Tracked.Kind.STATIC, group.name(), 0, false));
            return new Instance(instance.spec().withTracked(tracked), instance.setup(), instance.block());
        });
    }

    private static List<TrackGroupSpec> groups(Resolution resolution) {
        Set<String> instances = new HashSet<>();
        resolution.instances().forEach(each -> instances.add(each.spec().name()));
        List<TrackGroupSpec> groups = new ArrayList<>();
        for (Named named : Named.blocks(resolution, "track_group")) {
            List<String> members = new ArrayList<>();
            for (Word word : named.block().lines("group").stream()
                    .flatMap(line -> line.words().stream())
                    .toList()) {
                if (instances.contains(word.text())) {
                    members.add(word.text());
                } else {
                    resolution.report(Finding.of(Code.UNDEFINED_NAME, word.span())
                            .with("what", "vrrp_instance")
                            .with("name", word)
                            .with("suggestion", KeywordTable.nearest(word.text(), instances)));
                }
            }
            groups.add(new TrackGroupSpec(named.name(), members));
        }
        return groups;
    }

    private static Stream<Statement> lines(Resolution resolution, String keyword) {
        return resolution.tree().named(keyword).stream().flatMap(each -> each.children().stream());
    }

    private static List<StaticAddress> addresses(Resolution resolution, Set<String> groups) {
        List<StaticAddress> addresses = new ArrayList<>();
        lines(resolution, "static_ipaddress").forEach(line -> {
            Optional<Word> group = group(line);
            group.filter(word -> !groups.contains(word.text()))
                    .ifPresent(word -> resolution.report(Finding.of(Code.UNDEFINED_NAME, word.span())
                            .with("what", "track_group")
                            .with("name", word)
                            .with("suggestion", KeywordTable.nearest(word.text(), groups))));
            AddressLines.read(resolution, line, "static_address")
                    .ifPresent(address -> addresses.add(new StaticAddress(address, group.map(Word::text))));
        });
        return addresses;
    }

    private static Optional<Word> group(Statement line) {
        for (int index = 1; index + 1 < line.words().size(); index++) {
            if (line.words().get(index).text().equals("track_group")) {
                return Optional.of(line.words().get(index + 1));
            }
        }
        return Optional.empty();
    }

    private static List<RouteSpec> routes(Resolution resolution) {
        return lines(resolution, "static_routes")
                .flatMap(line -> RouteLines.read(resolution, line, "static_route").stream())
                .toList();
    }

    private static List<RuleSpec> rules(Resolution resolution) {
        return lines(resolution, "static_rules")
                .flatMap(line -> RuleLines.read(resolution, line, "static_rule").stream())
                .toList();
    }

    private static Optional<GarpGroupSpec> garpGroup(Block block) {
        Set<InterfaceName> interfaces = new HashSet<>();
        Stream.concat(
                        block.text("interface").stream(),
                        block.lines("interfaces").stream()
                                .flatMap(line -> line.words().stream())
                                .map(Word::text))
                .filter(InterfaceName::isValid)
                .forEach(name -> interfaces.add(new InterfaceName(name)));
        Optional<Duration> garp = micros(block, "garp_interval");
        Optional<Duration> gna = micros(block, "gna_interval");
        return interfaces.isEmpty() || (garp.isEmpty() && gna.isEmpty())
                ? Optional.empty()
                : Optional.of(new GarpGroupSpec(interfaces, garp, gna));
    }

    private static Optional<Duration> micros(Block block, String name) {
        return block.millionths(name).map(value -> Duration.of(value, ChronoUnit.MICROS));
    }
}
