package dev.baton.vpc.store;

import dev.baton.vpc.gateway.NonceLog;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Nonces in the database of the resources, on a connection and a thread of their own: those that wait at the same time
/// go into one transaction. Open it after a [RowStore], which makes the tables and keeps other servers out.
///
/// A nonce has to outlive the server and not the machine, so that a transaction does not wait for the disk.
public final class NonceStore implements NonceLog, AutoCloseable {
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
    private static final long SECONDS_MAX = 10;

    private final Database database;
    private final Duration kept;
    private final BlockingQueue<Waiting> inbox = new LinkedBlockingQueue<>();
    private final Thread thread;

    /// Both belong to the thread, once it has begun.
    private Optional<Connection> connection;

    private Instant nextForgetting = Instant.MIN;

    private sealed interface Waiting {
        record Nonce(UsedNonce nonce, CompletableFuture<Void> done) implements Waiting {}

        record End() implements Waiting {}
    }

    private NonceStore(Database database, Duration kept, Connection connection) {
        this.database = database;
        this.kept = kept;
        this.connection = Optional.of(connection);
        this.thread = Thread.ofPlatform().name("nonces").unstarted(this::run);
    }

    /// Continues with what the database holds.
    ///
    /// @param kept older ones are removed
    /// @throws StoreException if the database cannot be reached
    public static NonceStore open(Database database, Duration kept) throws StoreException {
        try {
            NonceStore store = new NonceStore(database, kept, connect(database));
            store.thread.start();
            return store;
        } catch (SQLException e) {
            throw new StoreException("opening the database " + database, e);
        }
    }

    private static Connection connect(Database database) throws SQLException {
        Connection connection = DriverManager.getConnection(database.url());
        try {
            if (database.isPostgres()) {
                try (Statement setting = connection.createStatement()) {
                    setting.execute("set synchronous_commit = off");
                }
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public List<UsedNonce> since(Instant oldest) throws IOException {
        try (Connection reading = connect(database);
                PreparedStatement select = reading.prepareStatement("select digest, seen from nonce where seen >= ?")) {
            select.setLong(1, oldest.toEpochMilli());
            List<UsedNonce> nonces = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    nonces.add(new UsedNonce(found.getString(1), Instant.ofEpochMilli(found.getLong(2))));
                }
            }
            return nonces;
        } catch (SQLException e) {
            throw new IOException(new StoreException("reading the nonces", e).getMessage(), e);
        }
    }

    @Override
    public void keep(UsedNonce nonce) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        inbox.add(new Waiting.Nonce(nonce, done));
        try {
            done.get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("keeping a nonce takes longer than " + SECONDS_MAX + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void run() {
        boolean ending = false;
        while (!ending) {
            try {
                List<Waiting> all = new ArrayList<>(List.of(inbox.take()));
                inbox.drainTo(all);
                ending = all.stream().anyMatch(Waiting.End.class::isInstance);
                write(all.stream()
                        .filter(Waiting.Nonce.class::isInstance)
                        .map(Waiting.Nonce.class::cast)
                        .toList());
            } catch (InterruptedException e) {
                ending = true;
            }
        }
        disconnect();
    }

    private void write(List<Waiting.Nonce> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            Connection open = connection.isPresent() ? connection.get() : connect(database);
            connection = Optional.of(open);
            insert(open, batch);
            forget(open, batch.getLast().nonce().seen());
            open.commit();
            flush(open);
            batch.forEach(each -> each.done().complete(null));
        } catch (SQLException e) {
            // The next one finds out whether the database is back.
            disconnect();
            StoreException why = new StoreException("keeping nonces in the database", e);
            batch.forEach(each -> each.done().completeExceptionally(why));
        }
    }

    private static void insert(Connection open, List<Waiting.Nonce> batch) throws SQLException {
        try (PreparedStatement insert = open.prepareStatement("insert into nonce (digest, seen) values (?, ?)")) {
            for (Waiting.Nonce each : batch) {
                insert.setString(1, each.nonce().digest());
                insert.setLong(2, each.nonce().seen().toEpochMilli());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void forget(Connection open, Instant now) throws SQLException {
        if (now.isBefore(nextForgetting)) {
            return;
        }
        nextForgetting = now.plus(FORGET_EVERY);
        try (PreparedStatement delete = open.prepareStatement("delete from nonce where seen < ?")) {
            delete.setLong(1, now.minus(kept).toEpochMilli());
            delete.executeUpdate();
        }
    }

    /// As in [RowStore]: H2 returns from a commit before all of it is in the file.
    private void flush(Connection open) throws SQLException {
        if (!database.isPostgres()) {
            try (Statement checkpoint = open.createStatement()) {
                checkpoint.execute("checkpoint");
            }
        }
    }

    private void disconnect() {
        try {
            if (connection.isPresent()) {
                connection.get().close();
            }
        } catch (SQLException e) {
            System.getLogger("dev.baton.vpc.store").log(System.Logger.Level.DEBUG, e.getMessage());
        }
        connection = Optional.empty();
    }

    /// Ends after what waits.
    @Override
    public void close() {
        inbox.add(new Waiting.End());
        try {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS_MAX));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
