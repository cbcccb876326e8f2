package dev.baton.it.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Captured packets as tshark sees them: an independent judge of what was sent.
public final class Packets {
    private final Path file;

    Packets(Path file) {
        this.file = file;
    }

    /// The named fields of every packet that the display filter lets through, in the order of the wire.
    ///
    /// Checksums of IPv4 headers are verified, as those of VRRP always are. A field that occurs several times
    /// has its values joined by commas, one that is absent is empty.
    public List<Map<String, String>> fields(String filter, String... names) {
        List<String> words = new ArrayList<>(List.of(
                "tshark", "-n", "-r", file.toString(), "-o", "ip.check_checksum:TRUE", "-Y", filter, "-T", "fields"));
        for (String name : names) {
            words.add("-e");
            words.add(name);
        }
        List<Map<String, String>> packets = new ArrayList<>();
        for (String line : Command.output(words).lines().toList()) {
            if (!line.startsWith("Running as user") && !line.isEmpty()) {
                packets.add(row(names, line.split("\t", -1)));
            }
        }
        return packets;
    }

    /// What tshark finds wrong with packets that the filter lets through, one line each.
    public String complaints(String filter) {
        List<Map<String, String>> found = fields(
                "(" + filter + ") && (_ws.malformed || _ws.expert.severity >= 6291456)",
                "frame.number",
                "_ws.col.Info",
                "_ws.expert.message");
        StringBuilder text = new StringBuilder();
        found.forEach(packet -> text.append(packet).append('\n'));
        return text.toString();
    }

    private static Map<String, String> row(String[] names, String[] values) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], i < values.length ? values[i] : "");
        }
        return row;
    }
}
