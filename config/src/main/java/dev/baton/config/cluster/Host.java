package dev.baton.config.cluster;

import dev.baton.config.ConfigResult;
import dev.baton.config.source.Source;
import dev.baton.config.syntax.Statement;
import dev.baton.model.VirtualRouterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One host of a cluster: what was read from its file.
///
/// @param path the file, as it was given
public record Host(String path, ConfigResult result, List<Member> members) {
    public Host {
        members = List.copyOf(members);
    }

    /// The host whose file gave this result.
    public static Host of(ConfigResult result) {
        String path =
                result.tree().sources().stream().findFirst().map(Source::path).orElse("");
        Map<String, Statement> written = new HashMap<>();
        for (Statement statement : result.tree().named("vrrp_instance")) {
            statement.argument(0).ifPresent(name -> written.putIfAbsent(name.text(), statement));
        }
        List<Member> members = new ArrayList<>();
        for (VirtualRouterSpec spec : result.configuration().stream()
                .flatMap(each -> each.virtualRouters().stream())
                .toList()) {
            Statement statement = written.get(spec.name());
            if (statement != null) {
                members.add(new Member(path, spec, statement));
            }
        }
        return new Host(path, result, members);
    }
}
