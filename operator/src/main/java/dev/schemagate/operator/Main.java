package dev.schemagate.operator;

import dev.schemagate.operator.act.Actor;
import dev.schemagate.operator.plan.MigrationJob;
import dev.schemagate.operator.plan.Planner;
import dev.schemagate.report.ExitCode;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's process: settings, probes, leadership, then the reconcile loop. */
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  /** Each reconcile is a few requests long: more threads only cost memory. */
  private static final int THREADS = 8;

  private Main() {}

  public static void main(String[] args) {
    try {
      run(Config.from(System.getenv()));
    } catch (IllegalArgumentException e) {
      LOG.atError().setMessage("the settings are wrong").addKeyValue("why", e.getMessage()).log();
      System.exit(ExitCode.CONFIGURATION.code());
    } catch (IOException | RuntimeException e) {
      LOG.atError().setMessage("the operator can't start").setCause(e).log();
      System.exit(ExitCode.BUG.code());
    }
  }

  private static void run(Config config) throws IOException {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // with retries without end this tag would have values without end
    registry.config().meterFilter(MeterFilter.ignoreTags("reconciliations.retries.number"));
    var client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withUserAgent("schemagate-operator").build())
            .build();
    var operator = operator(client, config, registry);
    var standby = new AtomicBoolean(true);
    Probes.start(config.httpPort(), () -> standby.get() || isWatching(operator), registry::scrape);
    Runnable lead =
        () -> {
          operator.start();
          standby.set(false);
          LOG.atInfo().setMessage("reconciling").addKeyValue("startedMs", uptime()).log();
        };
    if (config.leaderElection()) {
      var leadership = new Leadership(client, config, Clock.systemUTC(), lead, Main::lost);
      Runtime.getRuntime().addShutdownHook(new Thread(leadership::release, "release-lease"));
      leadership.take();
    } else {
      lead.run();
    }
  }

  private static Operator operator(
      KubernetesClient client, Config config, PrometheusMeterRegistry registry) {
    var operator =
        new Operator(
            o ->
                o.withKubernetesClient(client)
                    .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(registry))
                    .withConcurrentReconciliationThreads(THREADS)
                    .withCacheSyncTimeout(Duration.ofMinutes(2)));
    var clock = Clock.systemUTC();
    var planner =
        new Planner(
            new MigrationJob(config.runnerImage(), config.runnerPullPolicy()), config.settleTime());
    var actor = new Actor(client, registry, clock, config.podName());
    operator.register(
        new DatabaseMigrationReconciler(planner, actor, clock),
        o -> {
          if (!config.namespaces().isEmpty()) {
            o.settingNamespaces(config.namespaces());
          }
        });
    return operator;
  }

  private static boolean isWatching(Operator operator) {
    var runtime = operator.getRuntimeInfo();
    return runtime.isStarted() && runtime.allEventSourcesAreHealthy();
  }

  /** Another replica may lead already: nothing may run on, not even a clean end. */
  private static void lost() {
    LOG.atError().setMessage("leads no longer: ending").log();
    Runtime.getRuntime().halt(ExitCode.TRY_AGAIN.code());
  }

  private static long uptime() {
    return ManagementFactory.getRuntimeMXBean().getUptime();
  }
}
