package dev.baton.linux;

import dev.baton.linux.sys.NftLibrary;
import java.util.Optional;

/// Carries out commands of the `nft` program in the network namespace of the thread that opened it. One thread at a
/// time.
public sealed interface NftCommands extends AutoCloseable permits NftByLibrary, NftByProgram {
    /// Carries commands out, one a line, as one transaction.
    ///
    /// @return what they print
    /// @throws KernelException if the kernel refuses; then nothing of it was done
    String run(String commands);

    /// How it works, as part of a sentence: `libnftables`.
    String means();

    @Override
    void close();

    /// Through the library if there is one, else through the program; empty if there is neither.
    static Optional<NftCommands> open() {
        return library().or(NftCommands::program);
    }

    /// Through `libnftables.so.1` (package libnftables1).
    static Optional<NftCommands> library() {
        return NftLibrary.open().map(NftByLibrary::new);
    }

    /// Through the program `nft` (package nftables), a process for each call.
    static Optional<NftCommands> program() {
        try {
            NftByProgram program = new NftByProgram();
            program.run("");
            return Optional.of(program);
        } catch (KernelException noProgram) {
            return Optional.empty();
        }
    }

    /// What the library or the program complains about; both end with what `strerror(3)` says.
    static KernelException refusal(String answer) {
        String first = answer.lines().findFirst().orElse("").strip();
        Errno errno = Errno.endOf(first).orElse(Errno.EINVAL);
        return new KernelException("change nf_tables", errno.number(), "", first);
    }
}
