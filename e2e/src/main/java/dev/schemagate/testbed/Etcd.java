package dev.schemagate.testbed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The store behind the API server; it forgets everything when the run ends, so it need not fsync.
 */
record Etcd(Keeper keeper, Path binaries, int port, int peerPort) {
  String url() {
    return "http://127.0.0.1:" + port;
  }

  void start() throws IOException {
    keeper.start(
        "etcd",
        List.of(
            // The module's main package has this plain name.
            binaries.resolve("server").toString(),
            "--data-dir=" + keeper.folder().resolve("etcd"),
            "--unsafe-no-fsync",
            "--listen-client-urls=" + url(),
            "--advertise-client-urls=" + url(),
            "--listen-peer-urls=http://127.0.0.1:" + peerPort));
  }
}
