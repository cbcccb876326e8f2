package dev.baton.havip.cloud;

import dev.baton.havip.api.ApiAnswer;
import dev.baton.havip.api.ApiNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Calls and answers as a person reads them. Ids are numbered in the order in which they appear.
final class Transcript {
    private static final Pattern ID =
            Pattern.compile("\\b(vpc|vrt|vtb|vsw|havip|eip|i|eni|ngw|stb|ftb|snat|rte|sg)-([0-9a-z]{20})\\b");
    private static final Pattern HOST_NAME = Pattern.compile("iZ[0-9a-z]{18}Z");

    private final CloudLab lab;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final TreeSet<String> done = new TreeSet<>();

    Transcript(CloudLab lab) {
        this.lab = lab;
    }

    /// Calls, writes both down, and returns the fields of the answer, which must be good.
    Map<String, ApiNode> call(String action, String... parameters) {
        text.append("> ").append(action);
        for (int at = 0; at < parameters.length; at += 2) {
            text.append(' ').append(parameters[at]).append('=').append(parameters[at + 1]);
        }
        text.append('\n');
        ApiAnswer answer = lab.call(action, parameters);
        Map<String, ApiNode> fields = CloudLab.fields(answer);
        write(new ApiNode.Fields((SequencedMap<String, ApiNode>) fields), "");
        done.add(action);
        return fields;
    }

    /// Calls, and lets everything that it began come to its end.
    Map<String, ApiNode> andSettle(String action, String... parameters) {
        Map<String, ApiNode> fields = call(action, parameters);
        lab.settle();
        return fields;
    }

    private void write(ApiNode node, String indent) {
        switch (node) {
            case ApiNode.Fields(SequencedMap<String, ApiNode> fields) ->
                fields.forEach((name, value) -> {
                    text.append(indent).append("  ").append(name);
                    text.append(value instanceof ApiNode.Fields ? "\n" : "");
                    write(value, indent + "  ");
                });
            case ApiNode.Items(List<ApiNode> items) -> {
                text.append("[]\n");
                items.forEach(item -> {
                    text.append(indent).append(item instanceof ApiNode.Fields ? "  -\n" : "  -");
                    write(item, indent + "  ");
                });
            }
            case ApiNode.Text(String value) -> text.append(" \"").append(value).append("\"\n");
            case ApiNode.Whole(long value) -> text.append(' ').append(value).append('\n');
            case ApiNode.Flag(boolean value) -> text.append(' ').append(value).append('\n');
        }
    }

    /// The actions that were carried out.
    Set<String> done() {
        return done;
    }

    String text() {
        Matcher ids = ID.matcher(text);
        String named = ids.replaceAll(id -> names.computeIfAbsent(id.group(), fresh -> {
            int count = counts.merge(id.group(1), 1, Integer::sum);
            return id.group(1) + "-" + count;
        }));
        return HOST_NAME.matcher(named).replaceAll("iZ#Z");
    }
}
