package dev.baton.linux;

import dev.baton.wire.netlink.NatTable;
import java.util.List;
import java.util.OptionalInt;

/// One-to-one address translation in the network namespace in which it was opened, as an elastic IP needs it:
/// packets to the outside address go to the inside address, and come back as if from outside. One thread at a time.
///
/// Connections that exist keep the translation that they began with (conntrack).
public final class EipNat implements AutoCloseable {
    private final NfTables tables;
    private final String table;

    private EipNat(NfTables tables, String table) {
        this.tables = tables;
        this.table = table;
    }

    /// Opens it in the calling thread's network namespace; changes nothing yet.
    ///
    /// @param table the name of the table that is ours alone
    public static EipNat open(String table) {
        return new EipNat(NfTables.open(), table);
    }

    /// Makes these translations the only ones of the table, at one moment for all packets. Some 500 find room.
    ///
    /// @throws KernelException if the kernel refuses; then everything is as before
    public void replace(List<NatTable.Translation> translations) {
        tables.replace(new NatTable(table, translations));
    }

    /// As above, with sources that leave by an interface from an address of others, and none that leaves by it from its
    /// own.
    public void replace(List<NatTable.Translation> translations, List<NatTable.SourceTranslation> sources, int border) {
        tables.replace(new NatTable(table, translations, sources, OptionalInt.of(border)));
    }

    /// Removes the table, if there is one.
    public void remove() {
        tables.remove(new NatTable(table, List.of()));
    }

    @Override
    public void close() {
        tables.close();
    }
}
