package dev.baton.linux.sys;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// `libnftables(3)`: commands of the `nft` program, carried out in this process. One thread at a time.
///
/// All its functions are called through one handle of the shape `long f(long, long)`: further arguments do no harm
/// in a register that nobody reads, and of an `int` result the upper half is dropped. The library is loaded and the
/// handle made when virtual servers are first balanced, not before.
public final class NftLibrary implements AutoCloseable {
    private static final String NAME = "libnftables.so.1";
    private static final int STRING_MAX = Integer.MAX_VALUE;

    private final MethodHandle call;
    private final SymbolLookup library;
    private final MemorySegment run;
    private final MemorySegment output;
    private final MemorySegment error;
    private final long context;

    @SuppressWarnings("restricted")
    private NftLibrary(SymbolLookup library) {
        this.library = library;
        call = Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
        run = library.findOrThrow("nft_run_cmd_from_buffer");
        output = library.findOrThrow("nft_ctx_get_output_buffer");
        error = library.findOrThrow("nft_ctx_get_error_buffer");
        context = call(library.findOrThrow("nft_ctx_new"), 0, 0);
        call(library.findOrThrow("nft_ctx_buffer_output"), context, 0);
        call(library.findOrThrow("nft_ctx_buffer_error"), context, 0);
    }

    /// Opens it in the calling thread's network namespace; empty if the library is not installed.
    @SuppressWarnings("restricted")
    public static Optional<NftLibrary> open() {
        try {
            return Optional.of(new NftLibrary(SymbolLookup.libraryLookup(NAME, Arena.global())));
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }

    private long call(MemorySegment function, long first, long second) {
        try {
            return (long) call.invokeExact(function, first, second);
        } catch (Throwable impossible) {
            throw new IllegalStateException("a downcall throws nothing", impossible);
        }
    }

    /// Carries commands out as one transaction.
    ///
    /// @return 0 if all of it was done; else nothing was, and [#error()] says why
    public int run(String commands) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) call(run, context, arena.allocateFrom(commands).address());
        }
    }

    /// What the last commands printed.
    public String output() {
        return text(call(output, context, 0));
    }

    /// What the library complains about.
    public String error() {
        return text(call(error, context, 0));
    }

    @SuppressWarnings("restricted")
    private static String text(long address) {
        return address == 0
                ? ""
                : MemorySegment.ofAddress(address).reinterpret(STRING_MAX).getString(0);
    }

    @Override
    public void close() {
        call(library.findOrThrow("nft_ctx_free"), context, 0);
    }
}
