package dev.baton.daemon.tls;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One element of DER (X.690): as much as it takes for the forms of private keys that the JDK does not read.
///
/// @param tag with its class; never one of several bytes
@SuppressWarnings("ArrayRecordComponent") // read once, and compared by nobody
record Der(int tag, byte[] content) {
    static final int SEQUENCE = 0x30;
    static final int OCTETS = 0x04;
    private static final int LONG_FORM = 0x80;
    private static final int LENGTH_BYTES_MOST = 3;

    /// The elements that these bytes are.
    ///
    /// @throws IllegalArgumentException if they are none
    static List<Der> elements(byte[] bytes) {
        List<Der> elements = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int first = at + 1 < bytes.length ? bytes[at + 1] & 0xff : LONG_FORM;
            int lengthBytes = first < LONG_FORM ? 0 : first - LONG_FORM;
            int start = at + 2 + lengthBytes;
            if (first == LONG_FORM || lengthBytes > LENGTH_BYTES_MOST || start > bytes.length) {
                throw new IllegalArgumentException("no length at " + at);
            }
            int length = first < LONG_FORM ? first : 0;
            for (int i = at + 2; i < start; i++) {
                length = (length << Byte.SIZE) | (bytes[i] & 0xff);
            }
            if (length > bytes.length - start) {
                throw new IllegalArgumentException("an element at " + at + " does not end");
            }
            elements.add(new Der(bytes[at] & 0xff, Arrays.copyOfRange(bytes, start, start + length)));
            at = start + length;
        }
        return elements;
    }

    /// True if these bytes are one sequence and nothing else.
    static boolean isSequence(byte[] bytes) {
        try {
            List<Der> elements = elements(bytes);
            return elements.size() == 1 && elements.getFirst().tag() == SEQUENCE;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /// The elements within.
    ///
    /// @throws IllegalArgumentException if its content is no elements
    List<Der> elements() {
        return elements(content);
    }

    /// An element of these, one after the other.
    static Der of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return new Der(tag, content.toByteArray());
    }

    byte[] encoded() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.length;
        int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
        if (length >= LONG_FORM) {
            whole.write(LONG_FORM + bytes);
        }
        for (int shift = Math.max(0, bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            whole.write(length >> shift);
        }
        whole.writeBytes(content);
        return whole.toByteArray();
    }
}
