package dev.baton.model;

import dev.baton.model.VirtualServerSpec.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Names a virtual server for as long as a configuration keeps it: what a reload compares by, and what logs, pipes
/// and mails call it.
///
/// @param name `[10.0.0.1]:tcp:80`, `FWM 5`, or `[GROUP]:0` with the ordinal of the virtual server in its group
/// @param protocol `tcp`, `udp`, `sctp`, or `none` for a firewall mark
/// @param family tells two services of the same mark apart
public record ServiceId(String name, String protocol, IpFamily family) {

    /// The names of these virtual servers, in their order.
    public static List<ServiceId> of(List<VirtualServerSpec> services) {
        Map<String, Integer> ordinals = new HashMap<>();
        List<ServiceId> ids = new ArrayList<>();
        for (VirtualServerSpec spec : services) {
            ids.add(of(spec.service(), ordinals));
        }
        return List.copyOf(ids);
    }

    private static ServiceId of(Service service, Map<String, Integer> ordinals) {
        return switch (service) {
            case Service.Address at -> {
                String protocol = word(at.protocol());
                String name = "[" + at.address() + "]:" + protocol + ":" + at.port();
                yield new ServiceId(name, protocol, at.address().family());
            }
            case Service.Mark mark -> new ServiceId("FWM " + mark.mark(), "none", mark.family());
            case Service.Group group -> {
                int ordinal = ordinals.merge(group.group().name(), 1, Integer::sum) - 1;
                String name = "[" + group.group().name() + "]:" + ordinal;
                yield new ServiceId(name, word(group.protocol()), family(group.group()));
            }
        };
    }

    private static String word(VirtualServerSpec.Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    private static IpFamily family(VirtualServerGroupSpec group) {
        return group.entries().stream()
                .map(entry -> switch (entry) {
                    case VirtualServerGroupSpec.Entry.Range range ->
                        range.first().family();
                    case VirtualServerGroupSpec.Entry.Mark mark -> mark.family().orElse(IpFamily.IPV4);
                })
                .findFirst()
                .orElse(IpFamily.IPV4);
    }

    @Override
    public String toString() {
        return name;
    }
}
