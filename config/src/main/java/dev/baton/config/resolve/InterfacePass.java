package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Rejects names of interfaces that do not exist, as far as it is known which do, the loopback interface, and a VRF
/// beside an interface. With `dynamic_interfaces` they may come later.
final class InterfacePass implements Pass {
    private static final String LOOPBACK = "lo";

    @Override
    public void run(Resolution resolution) {
        for (Instance instance : resolution.instances()) {
            Stream.of("interface", "vrf")
                    .flatMap(keyword -> instance.block().word(keyword).stream())
                    .filter(word -> word.text().equals(LOOPBACK))
                    .forEach(word -> resolution.report(Finding.of(Code.LOOPBACK_INTERFACE, word.span())));
            vrfBesideInterface(resolution, instance);
        }
        boolean dynamic = Block.merged(resolution.tree().named("global_defs")).has("dynamic_interfaces");
        Optional<Set<String>> known = resolution.options().interfaces();
        if (known.isPresent() && !dynamic) {
            resolution.instances().forEach(instance -> instance(resolution, instance.block(), known.get()));
            for (String name : Set.of("linkbeat_interfaces", "interface_up_down_delays")) {
                resolution.tree().named(name).stream()
                        .flatMap(each -> each.children().stream())
                        .forEach(line -> check(
                                resolution, line.words().getFirst(), known.get(), Code.POLLED_INTERFACE_NOT_FOUND));
            }
            resolution.tree().named("static_ipaddress").forEach(each -> named(resolution, each, "dev", known.get()));
            resolution.tree().named("static_routes").forEach(each -> named(resolution, each, "vrf", known.get()));
        }
    }

    private static void vrfBesideInterface(Resolution resolution, Instance instance) {
        Block block = instance.block();
        if (block.has("interface")) {
            block.last("vrf")
                    .ifPresent(vrf -> resolution.report(Finding.of(Code.VRF_BESIDE_INTERFACE, vrf.span())
                            .with("name", instance.spec().name())
                            .with("device", block.text("interface").orElse(""))
                            .also(block.last("interface").orElseThrow().span())));
        }
    }

    private static void instance(Resolution resolution, Block block, Set<String> known) {
        Stream.of("interface", "vrf")
                .flatMap(keyword -> block.word(keyword).stream())
                .forEach(word -> check(resolution, word, known, Code.INTERFACE_NOT_FOUND));
        block.lines("track_interface")
                .forEach(line -> check(resolution, line.words().getFirst(), known, Code.INTERFACE_NOT_FOUND));
        block.all("virtual_ipaddress").forEach(each -> named(resolution, each, "dev", known));
        block.all("virtual_ipaddress_excluded").forEach(each -> named(resolution, each, "dev", known));
        block.all("virtual_routes").forEach(each -> named(resolution, each, "vrf", known));
    }

    /// The words after an option in the lines of a block.
    private static void named(Resolution resolution, Statement block, String option, Set<String> known) {
        for (Statement line : block.children()) {
            for (int index = 1; index + 1 < line.words().size(); index++) {
                if (line.words().get(index).text().equals(option)) {
                    check(resolution, line.words().get(index + 1), known, Code.INTERFACE_NOT_FOUND);
                }
            }
        }
    }

    private static void check(Resolution resolution, Word word, Set<String> known, Code code) {
        if (!known.contains(word.text())) {
            resolution.report(Finding.of(code, word.span())
                    .with("name", word)
                    .with("suggestion", KeywordTable.nearest(word.text(), known))
                    .with("known", String.join(", ", known.stream().sorted().toList())));
        }
    }
}
