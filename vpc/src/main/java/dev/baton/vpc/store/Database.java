package dev.baton.vpc.store;

import java.nio.file.Path;

/// A database by its JDBC URL.
///
/// @param url with everything that the driver needs, a password included if there is one
/// @param name how messages call it, without the password
public record Database(String url, String name) {
    /// H2 in a file of this folder, in this process.
    public static Database embedded(Path folder) throws StoreException {
        Path file = folder.toAbsolutePath().resolve("cloud");
        if (file.toString().contains(";")) {
            throw new StoreException("the embedded database cannot be in a folder with ';' in its name: " + folder);
        }
        return new Database(
                "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", file.toString() + ".mv.db");
    }

    /// A database that somebody else runs, or H2 in memory (`jdbc:h2:mem:NAME`), which is gone with this process.
    ///
    /// @throws StoreException if it is none that we have a driver for
    public static Database at(String url) throws StoreException {
        if (url.startsWith("jdbc:h2:mem:")) {
            return new Database(url + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE", "memory, until the server ends");
        }
        String name = url.split("\\?", 2)[0].replaceFirst("//[^/@]*@", "//");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new StoreException(
                    "there is no driver for " + name + "; PostgreSQL's URLs begin with jdbc:postgresql:");
        }
        return new Database(url, name);
    }

    boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    /// Without the password.
    @Override
    public String toString() {
        return name;
    }
}
