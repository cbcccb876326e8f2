package dev.baton.vpc.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Rows in a database, on one connection and so for one thread at a time.
///
/// One server at a time uses a database: the embedded one is locked by its file, PostgreSQL by an advisory lock that
/// ends with the connection.
public final class RowStore implements AutoCloseable {
    /// Any number, as long as nobody else uses it in the same database.
    private static final long ADVISORY_LOCK = 0x6261_746f_6e76_7063L;

    /// PostgreSQL's `lock_not_available`.
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connection connection;
    private final boolean isEmbedded;

    private RowStore(Connection connection, boolean isEmbedded) {
        this.connection = connection;
        this.isEmbedded = isEmbedded;
    }

    /// Connects, and brings the tables up to date.
    ///
    /// @throws StoreException if the database cannot be reached, is in use by another server, or is newer than us
    public static RowStore open(Database database) throws StoreException {
        try {
            Connection connection = DriverManager.getConnection(database.url());
            try {
                lock(connection, database);
                migrate(database);
                connection.setAutoCommit(false);
                return new RowStore(connection, !database.isPostgres());
            } catch (SQLException | StoreException | FlywayException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | FlywayException e) {
            throw new StoreException("opening the database " + database, e);
        }
    }

    /// All of them, in no order.
    public List<Row> load() throws StoreException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select kind, id, body from resource")) {
            List<Row> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(new Row(found.getString(1), found.getString(2), found.getString(3)));
            }
            return rows;
        } catch (SQLException e) {
            throw new StoreException("reading the database", e);
        }
    }

    /// Removes those, and puts these in the place of what has their keys: all of it or nothing. When it returns, it is
    /// there for whoever opens the database next, whatever happens to this process.
    public void write(Collection<Row> put, Collection<Row.Key> forget) throws StoreException {
        try {
            delete(put.stream().map(Row::key).toList());
            delete(forget);
            insert(put);
            connection.commit();
            flush();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() throws StoreException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("closing the database", e);
        }
    }

    /// H2 returns from a commit before all of it is in the file, whatever its write delay: a server that was
    /// killed right after lost the last calls.
    private void flush() throws SQLException {
        if (isEmbedded) {
            try (Statement checkpoint = connection.createStatement()) {
                checkpoint.execute("checkpoint sync");
            }
        }
    }

    private void delete(Collection<Row.Key> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from resource where kind = ? and id = ?")) {
            for (Row.Key key : keys) {
                delete.setString(1, key.kind());
                delete.setString(2, key.id());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private void insert(Collection<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String sql = "insert into resource (kind, id, body) values (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Row row : rows) {
                insert.setString(1, row.kind());
                insert.setString(2, row.id());
                insert.setString(3, row.body());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private StoreException failed(SQLException e) {
        try {
            connection.rollback();
        } catch (SQLException again) {
            e.addSuppressed(again);
        }
        return new StoreException("writing to the database", e);
    }

    /// Waits a little: a server that was killed a moment ago has its lock until PostgreSQL notices.
    private static void lock(Connection connection, Database database) throws SQLException, StoreException {
        if (!database.isPostgres()) {
            return;
        }
        try (Statement lock = connection.createStatement()) {
            lock.execute("set lock_timeout = '3s'");
            lock.execute("select pg_advisory_lock(" + ADVISORY_LOCK + ")");
            lock.execute("set lock_timeout = 0");
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new StoreException("another server uses the database " + database);
            }
            throw e;
        }
    }

    private static void migrate(Database database) {
        Flyway.configure(RowStore.class.getClassLoader())
                .dataSource(database.url(), null, null)
                .locations("classpath:vpc-schema")
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }
}
