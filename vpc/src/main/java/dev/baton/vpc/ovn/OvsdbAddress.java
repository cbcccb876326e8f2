package dev.baton.vpc.ovn;

import dev.baton.vpc.VpcException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a database server listens, in the words of ovsdb(7): `unix:FILE` or `tcp:HOST:PORT`.
///
/// @param text as it was written
public record OvsdbAddress(String text) {
    private static final Pattern TCP = Pattern.compile("tcp:(?:\\[([0-9a-fA-F:.]+)]|([^\\[\\]:]+)):(\\d{1,5})");
    private static final String UNIX = "unix:";

    /// What stands in an option.
    ///
    /// @throws VpcException if it is neither of the two
    public static OvsdbAddress of(String text) throws VpcException {
        Matcher tcp = TCP.matcher(text);
        boolean isTcp = tcp.matches() && Integer.parseInt(tcp.group(3)) <= 0xffff;
        if (!isTcp && !(text.startsWith(UNIX) && text.length() > UNIX.length())) {
            throw new VpcException("the database address '" + text + "'", "write unix:FILE or tcp:HOST:PORT");
        }
        return new OvsdbAddress(text);
    }

    SocketAddress socket() {
        Matcher tcp = TCP.matcher(text);
        if (!tcp.matches()) {
            return UnixDomainSocketAddress.of(text.substring(UNIX.length()));
        }
        String host = tcp.group(1) == null ? tcp.group(2) : tcp.group(1);
        return new InetSocketAddress(host, Integer.parseInt(tcp.group(3)));
    }

    @Override
    public String toString() {
        return text;
    }
}
