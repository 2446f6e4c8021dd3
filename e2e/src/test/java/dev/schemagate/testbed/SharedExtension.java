package dev.schemagate.testbed;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * One instance for all test classes of a JVM, injected as a parameter. Where it can't run the tests
 * are skipped with a line that says why; continuous integration has no business skipping, and
 * fails.
 */
abstract class SharedExtension<T extends AutoCloseable>
    implements BeforeAllCallback, ParameterResolver {
  private final Class<T> type;

  SharedExtension(Class<T> type) {
    this.type = type;
  }

  abstract T start() throws Exception;

  /** What became of the one attempt to start; JUnit closes it after the last test. */
  private record Attempt(AutoCloseable instance, Exception failure) implements AutoCloseable {
    @Override
    public void close() {
      try (instance) {
        // Nothing else: a resource that is null is not closed.
      } catch (Exception e) {
        throw new IllegalStateException("not closed: " + instance, e);
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    switch (attempt(context).failure()) {
      case null -> {}
      case Unavailable why when !"true".equals(System.getenv("CI")) ->
          throw new TestAbortedException(why.getMessage());
      case Exception failure -> throw failure;
    }
  }

  private Attempt attempt(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedExtension.class))
        .computeIfAbsent(type, _ -> tryToStart(), Attempt.class);
  }

  private Attempt tryToStart() {
    try {
      return new Attempt(start(), null);
    } catch (Unavailable why) {
      System.out.println(
          "tests that need a " + type.getSimpleName() + " skipped: " + why.getMessage());
      return new Attempt(null, why);
    } catch (Exception failure) {
      return new Attempt(null, failure);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public T resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return type.cast(attempt(context).instance());
  }
}
