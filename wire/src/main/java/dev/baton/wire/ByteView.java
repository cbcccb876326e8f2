package dev.baton.wire;

import dev.baton.model.IpAddress;
import dev.baton.model.IpFamily;
import java.util.Arrays;

/// A range of a byte array that is read and never written. Positions are relative to the range; numbers are
/// unsigned and big-endian. It does not own the array: whoever made the view must leave the bytes alone while
/// it is in use.
///
/// Reading outside the range is a mistake of the caller, who compares with [#length()] first: decoders turn
/// what is missing into a [DecodeError].
public final class ByteView {
    private final byte[] array;
    private final int offset;
    private final int length;

    /// `length` bytes of the array from `offset` on.
    public ByteView(byte[] array, int offset, int length) {
        if (offset < 0 || length < 0 || offset > array.length - length) {
            throw new IllegalArgumentException(
                    "range " + offset + "+" + length + " lies outside " + array.length + " bytes");
        }
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /// All the bytes of an array.
    public static ByteView of(byte[] array) {
        return new ByteView(array, 0, array.length);
    }

    /// How many bytes there are.
    public int length() {
        return length;
    }

    /// All the bytes in a fresh array.
    public byte[] copy() {
        return copy(0, length);
    }

    /// Where the first byte lies in [#array()].
    public int offset() {
        return offset;
    }

    /// The array behind the view, to hand it on without copying; not to be written.
    public byte[] array() {
        return array;
    }

    public int u8(int at) {
        return array[index(at, 1)] & 0xff;
    }

    public int u16(int at) {
        return (u8(at) << 8) | u8(at + 1);
    }

    /// Four bytes, to be read as unsigned.
    public int u32(int at) {
        return (u16(at) << 16) | u16(at + 2);
    }

    public IpAddress address(int at, IpFamily family) {
        return IpAddress.of(copy(at, family.bytes()));
    }

    /// A fresh array of `count` bytes from `at` on.
    public byte[] copy(int at, int count) {
        int from = index(at, count);
        return Arrays.copyOfRange(array, from, from + count);
    }

    /// The bytes from `at` to the end, as a view of the same array.
    public ByteView from(int at) {
        return slice(at, length - at);
    }

    /// `count` bytes from `at` on, as a view of the same array.
    public ByteView slice(int at, int count) {
        return new ByteView(array, index(at, count), count);
    }

    private int index(int at, int count) {
        if (at < 0 || count < 0 || at > length - count) {
            throw new IndexOutOfBoundsException("bytes " + at + "+" + count + " of " + length);
        }
        return offset + at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteView that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(copy(0, length));
    }

    @Override
    public String toString() {
        return length + " bytes";
    }
}
