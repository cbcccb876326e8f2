package dev.baton.it.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Captured packets as tshark sees them: an independent judge of what was sent.
public final class Packets {
    private static final int PCAP_NANOSECONDS = 0xa1b23c4d;
    private static final int PCAP_HEADER = 24;
    private static final int PCAP_RECORD = 16;
    /// Offsets behind an Ethernet header: the IPv4 protocol, and the VRID of VRRP behind 20 bytes of IPv4.
    private static final int IP_PROTOCOL = 14 + 9;

    private static final int VRRP_VRID = 14 + 20 + 1;
    private static final byte VRRP = 112;

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

    /// The times of the packets in which VRRP follows an IPv4 header without options on Ethernet, for each virtual
    /// router, without tshark: for captures of millions of packets.
    ///
    /// @return nanoseconds since the epoch, ascending, by virtual router identifier
    public Map<Integer, long[]> adverts() {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer capture = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            Map<Integer, LongStream.Builder> times = new TreeMap<>();
            // pcap-savefile(5): the magic tells the byte order and whether fractions are nano- or microseconds.
            capture.order(ByteOrder.LITTLE_ENDIAN);
            long fraction = capture.getInt(0) == PCAP_NANOSECONDS ? 1 : 1_000;
            int at = PCAP_HEADER;
            while (at + PCAP_RECORD <= capture.limit()) {
                int length = capture.getInt(at + 8);
                int frame = at + PCAP_RECORD;
                if (length > VRRP_VRID && capture.get(frame + IP_PROTOCOL) == VRRP) {
                    long time =
                            (capture.getInt(at) & 0xffff_ffffL) * 1_000_000_000L + capture.getInt(at + 4) * fraction;
                    times.computeIfAbsent(capture.get(frame + VRRP_VRID) & 0xff, vrid -> LongStream.builder())
                            .add(time);
                }
                at = frame + length;
            }
            Map<Integer, long[]> sorted = new TreeMap<>();
            times.forEach(
                    (vrid, builder) -> sorted.put(vrid, builder.build().sorted().toArray()));
            return sorted;
        } catch (IOException e) {
            throw new LabException("reading the capture", e);
        }
    }

    private static Map<String, String> row(String[] names, String[] values) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], i < values.length ? values[i] : "");
        }
        return row;
    }
}
