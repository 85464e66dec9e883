package io.sluice.process.bundle;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Leaves something of itself in the JVM. Packed into bundles by tests, never used directly. */
public final class ClingingWorkflow implements Workflow<String, String> {
  private static final ThreadLocal<@Nullable Object> LOCAL = new ThreadLocal<>();

  /** A JMX bean. */
  public interface HeldMBean {
    int getValue();
  }

  /** Registers itself in many ways. */
  public static final class Held implements HeldMBean {
    @Override
    public int getValue() {
      return 1;
    }
  }

  private static final class HeldDriver implements Driver {
    @Override
    public @Nullable Connection connect(String url, Properties info) {
      return null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return false;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }

  private static final class HeldHandler extends Handler {
    @Override
    public void publish(LogRecord logged) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Override
  public String run(String kind, WorkflowContext context) throws Exception {
    switch (kind) {
      case "driver" -> DriverManager.registerDriver(new HeldDriver());
      case "bean" ->
          ManagementFactory.getPlatformMBeanServer()
              .registerMBean(new Held(), new ObjectName("clinging:type=Held"));
      case "handler" -> Logger.getLogger("clinging").addHandler(new HeldHandler());
      case "common-pool" -> ForkJoinPool.commonPool().submit(() -> LOCAL.set(new Held())).get();
      case "pool" -> Executors.newFixedThreadPool(1).submit(() -> LOCAL.set(new Held())).get();
      default -> throw new IllegalArgumentException(kind);
    }
    return kind;
  }
}
