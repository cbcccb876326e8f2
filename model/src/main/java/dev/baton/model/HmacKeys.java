package dev.baton.model;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The shared keys of `auth_hmac` by their number, and which of them signs. Secrets never appear in `toString`.
public final class HmacKeys {
    private final Map<Integer, byte[]> keys = new TreeMap<>();
    private final int active;

    /// Keys by number.
    ///
    /// @param hexKeys number 1 to 255 to key in hex digits, 32 to 64 bytes each
    /// @param active the number of the key that signs; it must be among them
    public HmacKeys(Map<Integer, String> hexKeys, int active) {
        hexKeys.forEach(
                (id, hex) -> keys.put(requireId(id), requireKey(HexFormat.of().parseHex(hex))));
        if (!keys.containsKey(active)) {
            throw new IllegalArgumentException("there is no key " + active + " to sign with");
        }
        this.active = active;
    }

    private static int requireId(int id) {
        if (id < 1 || id > 255) {
            throw new IllegalArgumentException("key id " + id + " is outside 1 to 255");
        }
        return id;
    }

    private static byte[] requireKey(byte[] key) {
        if (key.length < 32 || key.length > 64) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes is outside 32 to 64");
        }
        return key;
    }

    /// The number of the key that signs.
    public int active() {
        return active;
    }

    public boolean contains(int id) {
        return keys.containsKey(id);
    }

    /// The key of that number, in a fresh array.
    ///
    /// @throws IllegalArgumentException if there is none
    public byte[] key(int id) {
        byte[] key = keys.get(id);
        if (key == null) {
            throw new IllegalArgumentException("there is no key " + id);
        }
        return key.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HmacKeys that
                && active == that.active
                && keys.keySet().equals(that.keys.keySet())
                && keys.keySet().stream().allMatch(id -> Arrays.equals(keys.get(id), that.keys.get(id)));
    }

    @Override
    public int hashCode() {
        return 31 * keys.keySet().hashCode() + active;
    }

    @Override
    public String toString() {
        return "HmacKeys" + keys.keySet();
    }
}
