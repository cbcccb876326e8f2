package dev.baton.config.resolve;

import dev.baton.config.diagnostic.Code;
import dev.baton.config.diagnostic.Finding;
import dev.baton.config.source.PathFacts;
import dev.baton.config.source.PathFacts.Component;
import dev.baton.model.GlobalSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rejects scripts that are not there, cannot be run, or would run as root although others than root could change them,
/// and names the directory or file that makes them unsafe. Needs [PathFacts]; without them nothing is known.
final class ScriptPass implements Pass {
    @Override
    public void run(Resolution resolution) {
        resolution.options().pathFacts().ifPresent(facts -> check(resolution, facts));
    }

    private static void check(Resolution resolution, PathFacts facts) {
        GlobalSettings settings = resolution.globals().settings();
        Map<String, List<Component>> looked = new HashMap<>();
        Optional<Resolution.WrittenScript> running = Optional.empty();
        for (Resolution.WrittenScript each : resolution.scripts()) {
            String program = each.script().program();
            if (program.startsWith("</") || program.startsWith("< /")) {
                continue;
            }
            Optional<String> path = program.startsWith("/") ? Optional.of(program) : facts.searchPath(program);
            List<Component> components = path.map(found -> looked.computeIfAbsent(found, facts::components))
                    .orElse(List.of());
            if (isRunnable(resolution, each, components)) {
                running = running.or(() -> Optional.of(each));
                unsafe(resolution, each, components, settings);
            }
        }
        if (!settings.scriptSecurity()) {
            running.ifPresent(each -> resolution.report(
                    Finding.of(Code.SCRIPT_SECURITY_OFF, each.word().span())));
        }
    }

    private static boolean isRunnable(
            Resolution resolution, Resolution.WrittenScript each, List<Component> components) {
        if (components.isEmpty()) {
            resolution.report(Finding.of(Code.SCRIPT_NOT_FOUND, each.word().span())
                    .with("path", each.script().program()));
            return false;
        }
        Component file = components.getLast();
        if (file.directory() || !file.isExecutable()) {
            resolution.report(
                    Finding.of(Code.SCRIPT_NOT_EXECUTABLE, each.word().span()).with("path", file.path()));
            return false;
        }
        return true;
    }

    private static void unsafe(
            Resolution resolution, Resolution.WrittenScript each, List<Component> components, GlobalSettings settings) {
        String user = each.script().user().or(settings::scriptUser).orElse("root");
        if (!user.equals("root") && !user.startsWith("root:")) {
            return;
        }
        components.stream()
                .filter(Component::isUnsafe)
                .findFirst()
                .ifPresent(component -> resolution.report(
                        Finding.of(Code.SCRIPT_UNSAFE, each.word().span())
                                .with("path", each.script().program())
                                .with("component", component.path())
                                .with("why", why(component))
                                .with("fix", fix(component))));
    }

    private static String why(Component component) {
        return component.owner() != 0
                ? "belongs to user " + component.owner()
                : "can be written by others (mode %04o)".formatted(component.mode() & 07777);
    }

    private static String fix(Component component) {
        return component.owner() != 0 ? "chown root " + component.path() : "chmod go-w " + component.path();
    }
}
