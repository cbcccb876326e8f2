package dev.baton.daemon.script;

import dev.baton.config.source.PathFacts;
import dev.baton.config.source.PathFacts.Component;
import dev.baton.model.GlobalSettings;
import dev.baton.model.Script;
import dev.baton.model.TrackScriptSpec;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides which scripts may be run, and as whom (`script_user`, `enable_script_security`). Looks at files and
/// users, which may take time: never on the protocol thread.
public final class ScriptRules {
    private static final String DEFAULT_USER = "keepalived_script";
    private static final int OWNER_EXECUTE = 0100;
    private static final int GROUP_EXECUTE = 010;
    private static final int OTHERS_EXECUTE = 01;
    private static final int SET_UID_OR_GID = 06000;

    private final GlobalSettings settings;
    private final PathFacts facts;
    private final boolean allGroups;
    private final boolean keepLinks;

    public ScriptRules(GlobalSettings settings, PathFacts facts) {
        this.settings = settings;
        this.facts = facts;
        allGroups = isOn(settings, "set_supplementary_groups");
        keepLinks = isOn(settings, "use_symlink_paths");
    }

    private static boolean isOn(GlobalSettings settings, String keyword) {
        return settings.flags().contains(keyword)
                || List.of("on", "true", "yes").contains(settings.values().getOrDefault(keyword, ""));
    }

    /// Whether a tracked script may be run.
    public Admission admit(TrackScriptSpec spec) {
        Optional<String> user = spec.user().map(ScriptRules::userOf);
        return admit(new Script(spec.command(), user, spec.user().flatMap(ScriptRules::groupOf), false));
    }

    private static String userOf(String pair) {
        int colon = pair.indexOf(':');
        return colon < 0 ? pair : pair.substring(0, colon);
    }

    private static Optional<String> groupOf(String pair) {
        int colon = pair.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    }

    /// Whether a script may be run.
    public Admission admit(Script script) {
        Optional<ScriptUser> user = userOf(script);
        if (user.isEmpty()) {
            String name = script.user().or(settings::scriptUser).orElse(DEFAULT_USER);
            return new Admission.Refused("its user " + name + " or the group does not exist");
        }
        if (user.get().needsSetpriv() && !Files.isExecutable(ScriptUser.SETPRIV)) {
            return new Admission.Refused(
                    "running it as another user needs " + ScriptUser.SETPRIV + " (package util-linux)");
        }
        if (isShellTest(script.program())) {
            List<String> command = List.of("/bin/sh", "-c", String.join(" ", script.command()));
            return new Admission.Admitted(new Launch(user.get().prefix(), command));
        }
        return admit(script, user.get());
    }

    /// keepalived hands such a line to the shell: it succeeds if a file, or a port by `/dev/tcp`, can be opened.
    private static boolean isShellTest(String program) {
        return program.startsWith("</") || program.equals("<");
    }

    private Optional<ScriptUser> userOf(Script script) {
        boolean groups = script.supplementaryGroups() || allGroups;
        Optional<String> written = script.user().or(() -> settings.scriptUser().map(ScriptRules::userOf));
        if (written.isPresent()) {
            Optional<String> group = script.user().isPresent()
                    ? script.group()
                    : settings.scriptUser().flatMap(ScriptRules::groupOf);
            return ScriptUser.named(written.get(), group, groups);
        }
        return Optional.of(
                ScriptUser.named(DEFAULT_USER, Optional.empty(), groups).orElse(ScriptUser.ROOT));
    }

    private Admission admit(Script script, ScriptUser user) {
        String program = script.program();
        Optional<String> path = program.startsWith("/") ? Optional.of(program) : facts.searchPath(program);
        List<Component> components = path.map(facts::components).orElse(List.of());
        if (components.isEmpty()) {
            return new Admission.Refused("there is no such file");
        }
        Component file = components.getLast();
        if (file.directory() || !mayExecute(user, file)) {
            return new Admission.Refused(file.path() + " cannot be executed by its user");
        }
        Optional<Component> unsafe = runsAsRoot(user, file)
                ? components.stream().filter(Component::isUnsafe).findFirst()
                : Optional.empty();
        if (unsafe.isPresent() && settings.scriptSecurity()) {
            return new Admission.Refused("it would run as root, and others than root can change "
                    + unsafe.get().path() + " (enable_script_security)");
        }
        List<String> command = new ArrayList<>(script.command());
        command.set(0, keepLinks ? path.get() : file.path());
        return new Admission.Admitted(new Launch(user.prefix(), command));
    }

    private static boolean runsAsRoot(ScriptUser user, Component file) {
        return user.isRoot() || ((file.mode() & SET_UID_OR_GID) != 0 && (file.owner() == 0 || file.group() == 0));
    }

    private static boolean mayExecute(ScriptUser user, Component file) {
        if (user.isRoot()) {
            return file.isExecutable();
        }
        if (user.uid() == file.owner()) {
            return (file.mode() & OWNER_EXECUTE) != 0;
        }
        boolean sharesGroup = user.gid() == file.group() || user.groups().contains(file.group());
        return (file.mode() & (sharesGroup ? GROUP_EXECUTE : OTHERS_EXECUTE)) != 0;
    }
}
