package dev.schemagate.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Somebody who uses the application all the while: what serves must go on serving. */
final class Visitor implements AutoCloseable {

  private final Shop shop;
  private final Thread thread = Thread.ofVirtual().unstarted(this::visit);
  private volatile boolean gone;
  private int answered;
  private int failed;

  Visitor(Shop shop) {
    this.shop = shop;
    thread.start();
  }

  private void visit() {
    var pod = shop.serving().getFirst();
    var named =
        shop.client().pods().inNamespace(Shop.NAMESPACE).withName(pod.getMetadata().getName());
    try (var forward = named.portForward(8080);
        var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      var page =
          URI.create("http://localhost:" + forward.getLocalPort() + "/db/migration/V1__orders.sql");
      while (!gone) {
        count(http, HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(2)).build());
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      count(false);
    }
  }

  private void count(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      count(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
    } catch (IOException e) {
      count(false);
    }
  }

  private synchronized void count(boolean answer) {
    if (answer) {
      answered++;
    } else {
      failed++;
    }
  }

  synchronized String report(String what) {
    return "%s answered %d requests meanwhile, %d failed".formatted(what, answered, failed);
  }

  @Override
  public void close() {
    gone = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
