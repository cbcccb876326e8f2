package dev.baton.havip.cloud;

import java.util.List;
import java.util.Set;

/// One action of the API: where it is called, what it needs, and what carries it out.
///
/// @param products under which it can be called
/// @param required parameters without which it is refused
record Action(String name, Set<String> products, List<String> required, Handler handler) {
    Action {
        products = Set.copyOf(products);
        required = List.copyOf(required);
    }

    /// Does what the call wants and returns the answer's fields, or ends by [CallRefused].
    @FunctionalInterface
    interface Handler {
        Fields handle(Request request);
    }

    /// True if it only looks: such a call changes nothing and needs no `ClientToken`.
    boolean isReading() {
        return name.startsWith("Describe") || name.startsWith("List") || name.startsWith("Get");
    }

    static Action vpc(String name, Handler handler, String... required) {
        return new Action(name, Set.of("Vpc"), List.of(required), handler);
    }

    static Action ecs(String name, Handler handler, String... required) {
        return new Action(name, Set.of("Ecs"), List.of(required), handler);
    }

    /// Called under the product it belongs to, and under the one where it was before.
    static Action both(String name, Handler handler, String... required) {
        return new Action(name, Set.of("Vpc", "Ecs"), List.of(required), handler);
    }
}
