package dev.baton.daemon.host;

import dev.baton.model.IpAddress;
import dev.baton.wire.ByteView;
import dev.baton.wire.netlink.RouteOptions.Encapsulation;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/// `encap TYPE …` in the kernel's terms (`linux/lwtunnel.h`, `linux/mpls_iptunnel.h`).
final class EncapsulationWords {
    private static final int BOTTOM_OF_STACK = 0x100;
    private static final int LABEL_SHIFT = 12;
    private static final int LABEL_MAX = 0xfffff;

    private EncapsulationWords() {}

    static Encapsulation parse(String text) throws Unusable {
        String[] words = text.split(" ", -1);
        return switch (words[0]) {
            case "mpls" -> new Encapsulation(Encapsulation.MPLS, only(mpls(word(words, 1))));
            case "ila" -> new Encapsulation(Encapsulation.ILA, only(locator(word(words, 1))));
            case "ip" -> new Encapsulation(Encapsulation.IP, tunnel(words, "ttl", "tos"));
            case "ip6" -> new Encapsulation(Encapsulation.IP6, tunnel(words, "hoplimit", "tc"));
            default -> throw new Unusable("there is no encapsulation '" + words[0] + "'");
        };
    }

    private static String word(String[] words, int index) throws Unusable {
        if (index >= words.length) {
            throw new Unusable("encap " + words[0] + " lacks a value");
        }
        return words[index];
    }

    private static SortedMap<Integer, ByteView> only(byte[] value) {
        SortedMap<Integer, ByteView> attributes = new TreeMap<>();
        attributes.put(1, ByteView.of(value));
        return attributes;
    }

    /// Labels joined by slashes; each becomes a stack entry, the last one marked as the bottom.
    private static byte[] mpls(String text) throws Unusable {
        String[] labels = text.split("/", -1);
        ByteBuffer stack = ByteBuffer.allocate(4 * labels.length);
        for (int index = 0; index < labels.length; index++) {
            int label = KernelNames.numberOf("encap mpls", labels[index]);
            if (label < 0 || label > LABEL_MAX) {
                throw new Unusable("an MPLS label has 20 bits, not " + labels[index]);
            }
            stack.putInt((label << LABEL_SHIFT) | (index == labels.length - 1 ? BOTTOM_OF_STACK : 0));
        }
        return stack.array();
    }

    /// Four groups of 16 bits in hexadecimal, joined by colons.
    private static byte[] locator(String text) throws Unusable {
        String[] groups = text.split(":", -1);
        ByteBuffer locator = ByteBuffer.allocate(8);
        try {
            for (String group : groups) {
                locator.putShort((short) Integer.parseInt(group, 16));
            }
        } catch (NumberFormatException | BufferOverflowException wrong) {
            throw new Unusable("'" + text + "' is not a locator");
        }
        return locator.array();
    }

    private static SortedMap<Integer, ByteView> tunnel(String[] words, String hops, String service) throws Unusable {
        SortedMap<Integer, ByteView> attributes = new TreeMap<>();
        for (int index = 1; index + 1 < words.length; index += 2) {
            String keyword = words[index];
            String value = words[index + 1];
            if (keyword.equals("id")) {
                attributes.put(1, ByteView.of(number(keyword, value, 8)));
            } else if (keyword.equals("dst") || keyword.equals("src")) {
                IpAddress address =
                        IpAddress.parse(value).orElseThrow(() -> new Unusable("'" + value + "' is not an address"));
                attributes.put(keyword.equals("dst") ? 2 : 3, ByteView.of(address.bytes()));
            } else if (keyword.equals(hops)) {
                attributes.put(4, ByteView.of(number(keyword, value, 1)));
            } else if (keyword.equals(service)) {
                attributes.put(5, ByteView.of(number(keyword, value, 1)));
            } else if (keyword.equals("flags")) {
                attributes.put(6, ByteView.of(number(keyword, value, 2)));
            } else {
                throw new Unusable("encap " + words[0] + " has no " + keyword);
            }
        }
        return attributes;
    }

    /// In network order.
    private static byte[] number(String keyword, String word, int size) throws Unusable {
        long value = Integer.toUnsignedLong(KernelNames.numberOf(keyword, word));
        byte[] bytes = ByteBuffer.allocate(8).putLong(value).array();
        return Arrays.copyOfRange(bytes, 8 - size, 8);
    }
}
