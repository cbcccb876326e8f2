package dev.baton.dataplane.nft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The text of one transaction. Whatever order changes are found in, they are written in the one that the kernel
/// accepts: objects before what names them, elements out before elements in, rules, and what is gone at last.
/// Elements of one map go into few commands.
final class Batch {
    private static final int ELEMENTS_A_COMMAND = 1000;

    private final String table;
    private final List<String> objects = new ArrayList<>();
    private final Map<String, List<String>> undispatched = new LinkedHashMap<>();
    private final Map<String, List<String>> deleted = new LinkedHashMap<>();
    private final Map<String, List<String>> added = new LinkedHashMap<>();
    private final List<String> rules = new ArrayList<>();
    private final Map<String, List<String>> dispatched = new LinkedHashMap<>();
    private final List<String> gone = new ArrayList<>();

    /// @param table family and name
    Batch(String table) {
        this.table = table;
    }

    void addObject(String kind, String name, String body) {
        objects.add("add " + kind + " " + table + " " + name + (body.isEmpty() ? "" : " " + body));
    }

    void deleteObject(String kind, String name) {
        gone.add("delete " + kind + " " + table + " " + name);
    }

    void addElement(String map, String element) {
        added.computeIfAbsent(map, name -> new ArrayList<>()).add(element);
    }

    void deleteElement(String map, String element) {
        deleted.computeIfAbsent(map, name -> new ArrayList<>()).add(element);
    }

    /// Replaces the rules of a chain.
    void setRules(String chain, List<String> texts) {
        rules.add("flush chain " + table + " " + chain);
        texts.forEach(text -> rules.add("add rule " + table + " " + chain + " " + text));
    }

    void dispatch(String map, String element) {
        dispatched.computeIfAbsent(map, name -> new ArrayList<>()).add(element);
    }

    void stopDispatching(String map, String element) {
        undispatched.computeIfAbsent(map, name -> new ArrayList<>()).add(element);
    }

    /// One command a line; empty if there is nothing to do.
    String text() {
        StringBuilder out = new StringBuilder();
        objects.forEach(line -> out.append(line).append('\n'));
        elements(out, "delete", undispatched);
        elements(out, "delete", deleted);
        elements(out, "add", added);
        rules.forEach(line -> out.append(line).append('\n'));
        elements(out, "add", dispatched);
        gone.forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private void elements(StringBuilder out, String verb, Map<String, List<String>> maps) {
        maps.forEach((map, elements) -> {
            for (int from = 0; from < elements.size(); from += ELEMENTS_A_COMMAND) {
                int to = Math.min(elements.size(), from + ELEMENTS_A_COMMAND);
                out.append(verb).append(" element ").append(table).append(' ').append(map);
                out.append(" { ")
                        .append(String.join(", ", elements.subList(from, to)))
                        .append(" }\n");
            }
        });
    }
}
