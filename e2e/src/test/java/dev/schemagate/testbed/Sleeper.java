package dev.schemagate.testbed;

/** A JVM that starts a part of the test bed and then waits to be killed. */
final class Sleeper {
  static final String FOLDER = "folder ";

  private Sleeper() {}

  public static void main(String[] arguments) throws Exception {
    var folder =
        switch (arguments[0]) {
          case "cluster" -> TestCluster.start(System.out::println).kubeconfig().getParent();
          case "control-plane" -> ControlPlane.start(System.out::println).kubeconfig().getParent();
          case "postgres" -> Postgres.start().folder();
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    System.out.println(FOLDER + folder);
    Thread.currentThread().join();
  }
}
