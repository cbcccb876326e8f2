package dev.baton.daemon.script;

import dev.baton.linux.Account;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// As whom a script runs.
///
/// @param groups the supplementary ones; empty means none but `gid`
public record ScriptUser(int uid, int gid, List<Integer> groups) {
    static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    static final ScriptUser ROOT = new ScriptUser(0, 0, List.of());

    public ScriptUser {
        groups = List.copyOf(groups);
    }

    /// The user of these names.
    ///
    /// @param supplementary whether the user's other groups count
    /// @return empty if there is no such user or group
    static Optional<ScriptUser> named(String user, Optional<String> group, boolean supplementary) {
        Optional<Account> account = Account.named(user);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        int gid = account.get().gid();
        if (group.isPresent()) {
            OptionalInt named = Account.group(group.get());
            if (named.isEmpty()) {
                return Optional.empty();
            }
            gid = named.getAsInt();
        }
        List<Integer> groups = supplementary ? account.get().groups(gid) : List.of();
        return Optional.of(new ScriptUser(account.get().uid(), gid, groups));
    }

    boolean isRoot() {
        return uid == 0;
    }

    /// False if this process is that user already.
    boolean needsSetpriv() {
        return uid != Account.currentUid() || gid != Account.currentGid() || !groups.isEmpty();
    }

    /// What to put before a command so that it runs as this user: docs/adr/0008.
    List<String> prefix() {
        if (!needsSetpriv()) {
            return List.of();
        }
        String others = groups.stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(
                SETPRIV.toString(),
                "--reuid=" + uid,
                "--regid=" + gid,
                groups.isEmpty() ? "--clear-groups" : "--groups=" + others,
                "--pdeathsig=TERM",
                "--");
    }
}
