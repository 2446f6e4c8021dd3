package dev.schemagate.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** One question, and how it is answered. */
interface Measurement {

  String name();

  /** For the help: what is measured. */
  String title();

  /** Whether it needs Kubernetes. */
  default boolean inCluster() {
    return true;
  }

  List<Figure> measure(Bed bed) throws IOException, InterruptedException, SQLException;
}
