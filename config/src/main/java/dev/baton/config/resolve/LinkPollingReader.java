package dev.baton.config.resolve;

import dev.baton.config.syntax.Statement;
import dev.baton.model.InterfaceName;
import dev.baton.model.LinkPolling;
import dev.baton.model.LinkPolling.Method;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads `linkbeat_use_polling` and `linkbeat_interfaces`.
final class LinkPollingReader {
    private LinkPollingReader() {}

    static LinkPolling read(Resolution resolution) {
        Map<InterfaceName, Method> chosen = new LinkedHashMap<>();
        for (Instance instance : resolution.instances()) {
            if (instance.block().has("linkbeat_use_polling")) {
                instance.spec().device().ifPresent(device -> chosen.put(device, Method.ANY));
            }
        }
        resolution.tree().named("linkbeat_interfaces").stream()
                .flatMap(each -> each.children().stream())
                .filter(line -> InterfaceName.isValid(line.words().getFirst().text()))
                .forEach(line ->
                        chosen.put(new InterfaceName(line.words().getFirst().text()), method(line)));
        return new LinkPolling(!resolution.tree().named("linkbeat_use_polling").isEmpty(), chosen);
    }

    private static Method method(Statement line) {
        return line.words().stream()
                .skip(1)
                .findFirst()
                .map(word -> switch (word.text()) {
                    case "MII" -> Method.MII;
                    case "ETHTOOL" -> Method.ETHTOOL;
                    case "IOCTL" -> Method.IOCTL;
                    default -> Method.ANY;
                })
                .orElse(Method.ANY);
    }
}
