package dev.schemagate.runner.engine.flyway;

import java.util.List;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.extensibility.ResourceType;
import org.flywaydb.core.extensibility.ResourceTypeProvider;
import org.flywaydb.core.internal.util.Pair;

/**
 * Tells Flyway how undo scripts are named: otherwise their names are mistakes to it, and it does
 * not know what <code>${flyway:filename}</code> is in them. Flyway finds it as a service.
 */
public final class UndoNaming implements ResourceTypeProvider {
  static final String PREFIX = "U";

  private enum Type implements ResourceType {
    UNDO;

    @Override
    public boolean isVersioned() {
      return true;
    }

    @Override
    public String getDisplayName() {
      return "Undo";
    }
  }

  @Override
  public List<Pair<String, ResourceType>> getPrefixTypePairs(Configuration configuration) {
    return List.of(Pair.of(PREFIX, Type.UNDO));
  }
}
