package dev.baton.wire.netlink;

/// One nf_tables table of ours, as the messages of one transaction. It belongs to whoever uses its name; other tables
/// are left alone.
public sealed interface NftTable permits NatTable, FilterTable {
    String name();

    /// Writes the transaction that makes the table what it is here, whether there was one or not.
    ///
    /// @return the first sequence number that it has not used
    int writeReplacement(NetlinkWriter writer, int firstSequence);

    /// Writes the transaction that removes the table, whether there is one or not.
    ///
    /// @return the first sequence number that it has not used
    int writeRemoval(NetlinkWriter writer, int firstSequence);
}
