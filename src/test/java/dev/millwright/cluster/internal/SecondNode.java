package dev.millwright.cluster.internal;

import dev.millwright.cluster.Nodes;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another node on the same database, as far as it talks with the others. */
public final class SecondNode implements Nodes, AutoCloseable {

    private final PostgresNodes nodes;

    private SecondNode(PostgresNodes nodes) {
        this.nodes = nodes;
    }

    public static SecondNode of(ApplicationContext context) {
        return of(context.getBean(DataSource.class));
    }

    static SecondNode of(DataSource database) {
        return new SecondNode(new PostgresNodes(database, JdbcClient.create(database)));
    }

    public void start() {
        nodes.start();
    }

    @Override
    public void tell(String topic, String message) {
        nodes.tell(topic, message);
    }

    @Override
    public void hear(String topic, Consumer<String> message, Runnable missed) {
        nodes.hear(topic, message, missed);
    }

    @Override
    public void close() {
        nodes.stop();
    }
}
