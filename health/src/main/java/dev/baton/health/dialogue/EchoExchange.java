package dev.baton.health.dialogue;

import dev.baton.model.IpFamily;
import java.nio.ByteBuffer;

/// `PING_CHECK`: one echo request and its reply, over a datagram socket of ICMP, for which the kernel fills in
/// identifier and checksum (`icmp(7)`).
final class EchoExchange implements Dialogue {
    private static final int HEADER = 8;
    private static final int PAYLOAD = 128;

    private final int requestType;
    private final int replyType;
    private final int sequence;

    /// @param sequence 16 bits that the reply has to repeat
    EchoExchange(IpFamily family, int sequence) {
        boolean older = family == IpFamily.IPV4;
        requestType = older ? 8 : 128;
        replyType = older ? 0 : 129;
        this.sequence = sequence;
    }

    @Override
    public Step opened() {
        ByteBuffer request = ByteBuffer.allocate(HEADER + PAYLOAD);
        request.put(0, (byte) requestType).putShort(6, (short) sequence);
        return new Step.Send(request.array());
    }

    /// Anything but our reply is the answer to an earlier request, or none: the wait goes on.
    @Override
    public Step feed(ByteBuffer datagram) {
        boolean isReply = datagram.remaining() >= HEADER
                && (datagram.get(datagram.position()) & 0xff) == replyType
                && (datagram.getShort(datagram.position() + 6) & 0xffff) == sequence;
        datagram.position(datagram.limit());
        return isReply ? Dialogue.success() : WAIT;
    }

    @Override
    public Step closed() {
        return WAIT;
    }

    @Override
    public String awaited() {
        return "the echo reply";
    }
}
