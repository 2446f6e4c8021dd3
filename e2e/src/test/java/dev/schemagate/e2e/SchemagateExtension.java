package dev.schemagate.e2e;

import dev.schemagate.testbed.ClusterExtension;
import dev.schemagate.testbed.Installation;
import dev.schemagate.testbed.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Schemagate by its chart, once on the shared cluster. After {@link ClusterExtension}. */
final class SchemagateExtension implements BeforeAllCallback, ParameterResolver {

  @Override
  public void beforeAll(ExtensionContext context) {
    installation(context);
  }

  private static Installation installation(ExtensionContext context) {
    var store = context.getRoot().getStore(Namespace.GLOBAL);
    return store.computeIfAbsent(
        Installation.class,
        type -> install(new ClusterExtension().shared(context)),
        Installation.class);
  }

  private static Installation install(TestCluster cluster) {
    try {
      return Installation.install(cluster, System.out::println);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Installation.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return installation(context);
  }
}
