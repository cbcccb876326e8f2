package dev.baton.config;

import dev.baton.config.keyword.Argument;
import dev.baton.config.keyword.Argument.Count;
import dev.baton.config.keyword.Argument.Shape;
import dev.baton.config.keyword.Body;
import dev.baton.config.keyword.Keyword;
import dev.baton.config.keyword.KeywordTable;
import dev.baton.config.keyword.State;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Makes configurations out of the keyword table: every block, every keyword, every value within its bounds. What they
/// mean together may be nonsense; each line by itself is right.
final class RandomConfig {
    /// These act on the reading itself.
    private static final Set<String> NOT_RANDOM = Set.of("include_check", "random_seed", "net_namespace");

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private RandomConfig(long seed) {
        this.random = new Random(seed);
    }

    static String of(long seed) {
        RandomConfig config = new RandomConfig(seed);
        List<Keyword> tops = new ArrayList<>(KeywordTable.standard().root().keywords());
        for (int count = 3 + config.random.nextInt(6); count > 0; count--) {
            config.statement(tops.get(config.random.nextInt(tops.size())), 0);
        }
        return config.text.toString();
    }

    private void block(String name, int depth) {
        List<Keyword> keywords =
                new ArrayList<>(KeywordTable.standard().block(name).keywords());
        for (int count = random.nextInt(12); count > 0 && !keywords.isEmpty(); count--) {
            statement(keywords.get(random.nextInt(keywords.size())), depth);
        }
    }

    private void statement(Keyword keyword, int depth) {
        if (NOT_RANDOM.contains(keyword.name()) || keyword.state() instanceof State.Dropped) {
            return;
        }
        text.append("    ".repeat(depth)).append(keyword.name());
        for (Argument argument : keyword.arguments()) {
            boolean left = argument.count() == Count.OPTIONAL && random.nextBoolean();
            if (left) {
                break;
            }
            for (int times = argument.count() == Count.MANY ? random.nextInt(3) : 1; times > 0; times--) {
                text.append(' ').append(value(keyword, argument));
            }
        }
        switch (keyword.body()) {
            case Body.None _ -> text.append('\n');
            case Body.Keywords(String block) -> {
                text.append(" {\n");
                block(block, depth + 1);
                text.append("    ".repeat(depth)).append("}\n");
            }
            case Body.Lines(String grammar) -> {
                text.append(" {\n");
                for (int count = random.nextInt(4); count > 0; count--) {
                    text.append("    ".repeat(depth + 1)).append(line(grammar)).append('\n');
                }
                text.append("    ".repeat(depth)).append("}\n");
            }
        }
    }

    private String line(String grammar) {
        return switch (grammar) {
            case "address", "static_address" -> address() + "/24 dev eth" + random.nextInt(3);
            case "route", "static_route" -> address() + "/32 via " + address() + " metric " + random.nextInt(100);
            case "rule", "static_rule" -> "from " + address() + " table " + (1 + random.nextInt(250));
            case "unicast_peer" -> address() + " min_ttl " + random.nextInt(256);
            case "virtual_server_group_entry" -> address() + " " + random.nextInt(1000);
            case "linkbeat_interface" -> "eth0 MII";
            case "interface_delay" -> "eth0 1 2";
            default -> name();
        };
    }

    private String value(Keyword keyword, Argument argument) {
        if (keyword.name().equals("virtual_server") || keyword.name().endsWith("_server")) {
            return argument.name().equals("PORT") ? String.valueOf(1 + random.nextInt(65_535)) : address();
        }
        if (keyword.name().equals("lvs_timeouts")) {
            return "udp " + random.nextInt(1000);
        }
        if (keyword.name().equals("lvs_sync_daemon") && argument.name().equals("OPTION")) {
            return "id " + random.nextInt(256);
        }
        return switch (argument.shape()) {
            case Shape.Int(long min, long max) -> String.valueOf(between(min, max));
            case Shape.Decimal(long min, long max) ->
                BigDecimal.valueOf(between(min, max), 6).stripTrailingZeros().toPlainString();
            case Shape.Bool _ -> random.nextBoolean() ? "on" : "no";
            case Shape.Choice choice ->
                choice.words().get(random.nextInt(choice.words().size()));
            case Shape.Address _ -> address();
            case Shape.Multicast _ -> "224.0.0." + random.nextInt(256);
            case Shape.Interface _ -> "eth" + random.nextInt(3);
            case Shape.Path _ -> "/run/" + name();
            case Shape.Script _ -> "\"/bin/" + name() + " 'a b' c\"";
            case Shape.Word _, Shape.Name _ -> name();
        };
    }

    private long between(long min, long max) {
        return switch (random.nextInt(4)) {
            case 0 -> min;
            case 1 -> max;
            default -> min + Math.floorMod(random.nextLong(), Math.min(max - min, 1_000_000) + 1);
        };
    }

    private String address() {
        return "192.0." + random.nextInt(4) + "." + (1 + random.nextInt(250));
    }

    private String name() {
        return "n" + random.nextInt(6);
    }
}
