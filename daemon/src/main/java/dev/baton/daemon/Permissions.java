package dev.baton.daemon;

import dev.baton.linux.Capability;
import dev.baton.model.Configuration;
import dev.baton.model.GlobalSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What the daemon may not do: one sentence for each capability that a configuration needs and the process lacks.
/// [ProcessScheduling] says the same of those that make it punctual.
///
/// @param sufficient whether VRRP can work all the same
/// @param sentences one for each missing capability, with what it is for
record Permissions(boolean sufficient, List<String> sentences) {
    private static final Set<Capability> ALWAYS = EnumSet.of(Capability.NET_ADMIN, Capability.NET_RAW);
    private static final Set<Capability> FOR_SCRIPTS =
            EnumSet.of(Capability.SETUID, Capability.SETGID, Capability.KILL);

    Permissions {
        sentences = List.copyOf(sentences);
    }

    static Permissions of(Configuration configuration, Set<Capability> held) {
        List<String> sentences = new ArrayList<>();
        Set<Capability> missing = EnumSet.allOf(Capability.class);
        missing.removeAll(held);
        missing.retainAll(needed(configuration));
        missing.forEach(capability -> sentences.add(capability + " is missing: " + consequence(capability)));
        return new Permissions(FOR_SCRIPTS.containsAll(missing), sentences);
    }

    private static Set<Capability> needed(Configuration configuration) {
        Set<Capability> needed = EnumSet.copyOf(ALWAYS);
        GlobalSettings settings = configuration.globals();
        if (settings.values().containsKey("net_namespace")
                || settings.values().containsKey("net_namespace_ipvs")
                || settings.flags().contains("net_namespace_ipvs")) {
            needed.add(Capability.SYS_ADMIN);
        }
        boolean notifies = configuration.setups().stream()
                .anyMatch(setup -> !setup.notifications().scripts().isEmpty());
        if (notifies || !configuration.vrrp().scripts().isEmpty()) {
            needed.addAll(FOR_SCRIPTS);
        }
        return needed;
    }

    private static String consequence(Capability capability) {
        return switch (capability) {
            case NET_ADMIN -> "no address can be added, so VRRP cannot work";
            case NET_RAW -> "no advert can be sent or heard, so VRRP cannot work";
            case SYS_ADMIN -> "the namespace of net_namespace or net_namespace_ipvs cannot be entered";
            case SETUID -> "scripts run as this user, whatever script_user says";
            case SETGID -> "scripts run in this user's groups, whatever script_user says";
            case KILL -> "a script of another user that takes too long cannot be ended";
        };
    }
}
