package dev.schemagate.testbed;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One instance for all test classes of a JVM, injected as a parameter. Where it can't run the tests
 * are skipped with a line that says why; continuous integration has no business skipping, and
 * fails.
 */
abstract class SharedExtension<T extends AutoCloseable>
    implements ExecutionCondition, ParameterResolver {
  private static final boolean CI = "true".equals(System.getenv("CI"));

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
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return switch (attempt(context).failure()) {
      case null -> ConditionEvaluationResult.enabled("it runs");
      case Unavailable why when !CI -> ConditionEvaluationResult.disabled(why.getMessage());
      case Exception failure -> throw new ExtensionConfigurationException(failed(failure), failure);
    };
  }

  private String failed(Exception failure) {
    return "no " + type.getSimpleName() + ": " + failure.getMessage();
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
      if (!CI) {
        System.out.println("skipping every test that needs it: " + failed(why));
      }
      return new Attempt(null, why);
    } catch (Exception failure) {
      return new Attempt(null, failure);
    }
  }

  /** The instance, for extensions that come after this one. */
  public final T shared(ExtensionContext context) {
    return type.cast(attempt(context).instance());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public T resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context);
  }
}
