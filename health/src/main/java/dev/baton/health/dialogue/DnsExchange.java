package dev.baton.health.dialogue;

import dev.baton.health.ProbeFailure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// `DNS_CHECK`: one question; any response without error is a success (RFC 1035 §4.1).
final class DnsExchange implements Dialogue {
    private static final Map<String, Integer> TYPES =
            Map.of("A", 1, "NS", 2, "CNAME", 5, "SOA", 6, "MX", 15, "TXT", 16, "AAAA", 28, "RRSIG", 46, "DNSKEY", 48);
    private static final int HEADER = 12;
    private static final int CLASS_IN = 1;
    private static final int LABEL_MOST = 63;

    private final int id;
    private final byte[] question;

    /// @param id 16 bits that the response has to repeat
    /// @throws IllegalArgumentException for a type that is not known or a name that cannot be asked for
    DnsExchange(int id, String type, String name) {
        Integer number = TYPES.get(type);
        if (number == null) {
            throw new IllegalArgumentException("'" + type + "' is not a type of DNS_CHECK");
        }
        this.id = id;
        this.question = question(id, number, name);
    }

    private static byte[] question(int id, int type, String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // Identifier, then flags with only RD set, then one question and no records.
        int[] header = {id, 0x0100, 1, 0, 0, 0};
        for (int field : header) {
            writeShort(out, field);
        }
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
            if (bytes.length > LABEL_MOST) {
                throw new IllegalArgumentException("'" + label + "' is longer than a label of a name may be");
            }
            if (bytes.length > 0) {
                out.write(bytes.length);
                out.writeBytes(bytes);
            }
        }
        out.write(0);
        writeShort(out, type);
        writeShort(out, CLASS_IN);
        return out.toByteArray();
    }

    private static void writeShort(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }

    @Override
    public Step opened() {
        return new Step.Send(question.clone());
    }

    /// A datagram with another identifier answers somebody else's question, or is forged: the wait goes on.
    @Override
    public Step feed(ByteBuffer datagram) {
        if (datagram.remaining() < HEADER) {
            return Dialogue.failure(new ProbeFailure.Malformed("the response", datagram.remaining() + " bytes"));
        }
        int theirs = datagram.getShort() & 0xffff;
        int flags = datagram.getShort() & 0xffff;
        datagram.position(datagram.limit());
        if (theirs != id) {
            return WAIT;
        }
        if ((flags & 0x8000) == 0) {
            return Dialogue.failure(new ProbeFailure.Malformed("the response", "a question"));
        }
        int rcode = flags & 0xf;
        return rcode == 0 ? Dialogue.success() : Dialogue.failure(new ProbeFailure.DnsError(rcode));
    }

    @Override
    public Step closed() {
        return WAIT;
    }

    @Override
    public String awaited() {
        return "the DNS response";
    }
}
