package dev.baton.dataplane.nft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Carries out the commands of a program on maps of text, as strictly as the kernel does.
final class LoadedText {
    private static final Pattern COMMAND =
            Pattern.compile("(add|delete|flush) (\\w+) inet baton(?: ([\\w-]+))?(?: (.*))?");
    private static final Pattern MARK = Pattern.compile("0xba[0-9a-f]{6}");
    private static final Pattern CHAIN = Pattern.compile("goto (vs-\\d+)");

    private final Map<String, String> objects = new TreeMap<>();
    private final Map<String, Map<String, String>> elements = new HashMap<>();
    private final Map<String, List<String>> rules = new HashMap<>();

    void run(String text) {
        text.lines().forEach(line -> {
            Matcher command = COMMAND.matcher(line);
            assertThat(command.matches()).as(line).isTrue();
            String name = command.group(3) == null ? "" : command.group(3);
            String rest = command.group(4) == null ? "" : command.group(4);
            one(command.group(1), command.group(2), name, rest, line);
        });
    }

    private void one(String verb, String kind, String name, String rest, String line) {
        switch (verb + " " + kind) {
            case "add table" -> objects.put("table", "");
            case "delete table" -> {
                objects.clear();
                elements.clear();
                rules.clear();
            }
            case "add element" ->
                elements(rest).forEach(each -> {
                    String[] pair = each.split(" : ", 2);
                    assertThat(elementsOf(name).put(pair[0], pair.length > 1 ? pair[1] : ""))
                            .as("added twice: " + line)
                            .isNull();
                });
            case "delete element" ->
                elements(rest)
                        .forEach(each -> assertThat(elementsOf(name).remove(each))
                                .as("deleted in vain: " + each + " by " + line)
                                .isNotNull());
            case "add rule" -> rulesOf(name).add(rest);
            case "flush chain" -> rulesOf(name).clear();
            default -> object(verb, kind, name, rest, line);
        }
    }

    private void object(String verb, String kind, String name, String rest, String line) {
        boolean add = verb.equals("add");
        String old = add ? objects.put(kind + " " + name, rest) : objects.remove(kind + " " + name);
        assertThat(old == null).as(line).isEqualTo(add);
        if (kind.equals("chain")) {
            assertThat(add || rulesOf(name).isEmpty()).as(line).isTrue();
            rules.put(name, new ArrayList<>());
        } else if (kind.equals("map") || kind.equals("set")) {
            if (add) {
                elements.put(name, new TreeMap<>());
            } else {
                elements.remove(name);
            }
        }
    }

    private Map<String, String> elementsOf(String map) {
        return Objects.requireNonNull(elements.get(map), map);
    }

    private List<String> rulesOf(String chain) {
        return Objects.requireNonNull(rules.get(chain), chain);
    }

    private static List<String> elements(String body) {
        assertThat(body).startsWith("{ ").endsWith(" }");
        return List.of(body.substring(2, body.length() - 2).split(", "));
    }

    /// What a packet of each service would meet, without numbers: two loads with the same picture do the same.
    String picture() {
        TreeSet<String> services = new TreeSet<>();
        for (String map : List.of("services4", "services6", "hosts4", "hosts6", "marks4", "marks6")) {
            elementsOf(map).forEach((key, verdict) -> services.add(map + " " + key + ":\n" + chain(verdict)));
        }
        return String.join("\n", services);
    }

    private String chain(String verdict) {
        Matcher chain = CHAIN.matcher(verdict);
        assertThat(chain.matches()).as(verdict).isTrue();
        StringBuilder out = new StringBuilder();
        List<String> chainRules = rulesOf(chain.group(1));
        for (String rule : chainRules) {
            out.append("  ")
                    .append(rule.replaceAll("-\\d+", "-N").replaceAll(MARK.pattern(), "MARK"))
                    .append('\n');
            Matcher slots =
                    Pattern.compile("mod (\\d+) .*?offset (0xba[0-9a-f]{6})").matcher(rule);
            if (slots.find()) {
                out.append("  ")
                        .append(servers(
                                Integer.parseInt(slots.group(1)), Long.decode(slots.group(2)), chainRules.getLast()))
                        .append('\n');
            }
        }
        return out.toString();
    }

    /// The servers behind the slots; their order is not compared, as it depends on the way here.
    private String servers(int count, long base, String last) {
        List<String> servers = new ArrayList<>();
        for (int slot = 0; slot < count; slot++) {
            String mark = elementsOf("slots").get(Numbers.hex(base + slot));
            assertThat(mark).as("slot " + slot + " for " + last).isNotNull();
            if (last.contains("update")) {
                assertThat(elementsOf("live")).as(last).containsKey(mark);
            }
            String family = last.endsWith("6") ? "6" : "4";
            String real = elementsOf("real" + family).get(mark);
            servers.add(
                    real == null ? String.valueOf(elementsOf("host" + family).get(mark)) : real);
        }
        assertThat(servers).doesNotContain("null");
        servers.sort(null);
        return servers.toString();
    }

    /// How many objects and elements there are of each kind.
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        objects.keySet().forEach(object -> counts.merge(object, 1, Integer::sum));
        elements.forEach((map, content) -> counts.put("elements of " + map, content.size()));
        return counts;
    }
}
