package dev.baton.linux;

import dev.baton.linux.sys.NftLibrary;

/// In this process, by libnftables.
record NftByLibrary(NftLibrary library) implements NftCommands {
    @Override
    public String run(String commands) {
        if (library.run(commands) != 0) {
            throw NftCommands.refusal(library.error());
        }
        return library.output();
    }

    @Override
    public String means() {
        return "libnftables";
    }

    @Override
    public void close() {
        library.close();
    }
}
