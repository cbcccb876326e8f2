package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.diagnostic.KeepalivedClass;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.syntax.Statement;
import dev.baton.config.syntax.Word;
import dev.baton.model.BalancingSpec.ConnectionSync;
import dev.baton.model.InterfaceName;
import dev.baton.model.IpAddress;
import dev.baton.model.VirtualRouterSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `lvs_sync_daemon`, and `lvs_sync_daemon_interface` of instances where there is none.
final class ConnectionSyncReader {
    private static final String GRAMMAR = "lvs_sync_daemon";
    private static final int ID_MOST = 255;
    private static final int BYTES_MOST = 65_507;
    private static final int PORT_MOST = 65_535;

    private final Resolution resolution;
    private final Map<String, String> values = new HashMap<>();
    private Optional<Word> instance = Optional.empty();

    private ConnectionSyncReader(Resolution resolution) {
        this.resolution = resolution;
    }

    static Optional<ConnectionSync> read(Resolution resolution, Block globals) {
        Optional<Statement> line = globals.last(GRAMMAR);
        return line.isPresent() ? new ConnectionSyncReader(resolution).read(line.get()) : ofInstances(resolution);
    }

    /// The first that has one counts. keepalived gives it the id 0 then, whatever the instance's number is.
    private static Optional<ConnectionSync> ofInstances(Resolution resolution) {
        for (Statement block : resolution.tree().named("vrrp_instance")) {
            Optional<InterfaceName> device =
                    new Block(block).text("lvs_sync_daemon_interface").flatMap(ConnectionSyncReader::device);
            Optional<String> name = block.argument(0).map(Word::text);
            if (device.isPresent()
                    && name.flatMap(each -> named(resolution, each)).isPresent()) {
                return device.map(each -> new ConnectionSync(
                        name, each, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
            }
        }
        return Optional.empty();
    }

    private static Optional<VirtualRouterSpec> named(Resolution resolution, String name) {
        return resolution.instances().stream()
                .map(Instance::spec)
                .filter(spec -> spec.name().equals(name))
                .findFirst();
    }

    private static Optional<InterfaceName> device(String name) {
        return InterfaceName.isValid(name) ? Optional.of(new InterfaceName(name)) : Optional.empty();
    }

    private Optional<ConnectionSync> read(Statement line) {
        Optional<InterfaceName> device = line.argument(0).map(Word::text).flatMap(ConnectionSyncReader::device);
        options(line);
        Optional<VirtualRouterSpec> owner = instance.map(Word::text).flatMap(name -> named(resolution, name));
        if (instance.isPresent() && owner.isEmpty()) {
            undefined(instance.get());
            return Optional.empty();
        }
        int otherwise = owner.map(spec -> spec.vrid().value()).orElse(0);
        return device.map(each -> new ConnectionSync(
                owner.map(VirtualRouterSpec::name),
                each,
                number("id", 0, ID_MOST).orElse(otherwise),
                number("maxlen", 1, BYTES_MOST),
                Optional.ofNullable(values.get("group"))
                        .flatMap(IpAddress::parse)
                        .filter(IpAddress::isMulticast),
                number("port", 1, PORT_MOST),
                number("ttl", 1, ID_MOST)));
    }

    /// After the interface: an instance's name, with `inst` or without; in the old form its id without `id`.
    private void options(Statement line) {
        if (line.arguments().isEmpty()) {
            return;
        }
        OptionLine options = new OptionLine(resolution, line, GRAMMAR, 2);
        boolean isBare = options.hasNext()
                && !KeywordTable.standard()
                        .block(GRAMMAR)
                        .names()
                        .contains(options.peek().text());
        if (isBare) {
            instance = Optional.of(options.take());
            if (options.hasNext() && Values.integer(options.peek().text()).isPresent()) {
                oldId(options.take());
            }
        }
        while (options.hasNext()) {
            options.next().ifPresent(this::take);
        }
    }

    private void take(OptionLine.Option option) {
        if (option.name().equals("inst")) {
            instance = option.written();
        } else {
            values.put(option.name(), option.value());
        }
    }

    private void oldId(Word id) {
        values.put("id", id.text());
        resolution.report(Finding.of(Code.KEYWORD_DEPRECATED, id.span())
                .with("word", id)
                .with("preferred", "id " + id)
                .as(KeepalivedClass.GENERAL_ERROR));
    }

    private void undefined(Word name) {
        List<String> instances =
                resolution.instances().stream().map(each -> each.spec().name()).toList();
        resolution.report(Finding.of(Code.UNDEFINED_NAME, name.span())
                .with("what", "vrrp_instance")
                .with("name", name)
                .with("suggestion", KeywordTable.nearest(name.text(), instances)));
    }

    private Optional<Integer> number(String name, int least, int most) {
        return Optional.ofNullable(values.get(name))
                .flatMap(Values::integer)
                .filter(value -> value >= least && value <= most)
                .map(Math::toIntExact);
    }
}
