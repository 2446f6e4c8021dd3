package dev.schemagate.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** <code>/livez</code>, <code>/readyz</code> and <code>/metrics</code>. */
final class Probes {

  private final HttpServer server;

  private Probes(HttpServer server) {
    this.server = server;
  }

  /**
   * @param port 0 for any free one
   * @throws IOException when the port is taken
   */
  static Probes start(int port, BooleanSupplier ready, Supplier<String> metrics)
      throws IOException {
    // Alive is who answers. An API server that is down is no reason to be restarted: watches come
    // back by themselves, and one that can't ends the process.
    var server = HttpServer.create(new InetSocketAddress(port), 0);
    server.createContext("/livez", exchange -> answer(exchange, 200, "ok\n"));
    server.createContext("/readyz", exchange -> probe(exchange, ready));
    server.createContext("/metrics", exchange -> answer(exchange, 200, metrics.get()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return new Probes(server);
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void probe(HttpExchange exchange, BooleanSupplier healthy) throws IOException {
    var ok = healthy.getAsBoolean();
    answer(exchange, ok ? 200 : 503, ok ? "ok\n" : "not yet\n");
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    var isRead = exchange.getRequestMethod().equals("GET");
    var body = (isRead ? text : "only GET\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(isRead ? code : 405, body.length);
    try (exchange;
        var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
