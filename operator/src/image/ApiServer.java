import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * Answers as a Kubernetes API server does, over HTTP/2 and WebSocket, as far as the operator asks;
 * and does what the Job controller and the kubelet would do.
 */
final class ApiServer implements AutoCloseable {
  static final String PASSWORD = "training";

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, JsonObject> objects = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private HttpServer server;
  private int version = 100;

  private record Event(int version, Resource resource, String type, JsonObject object) {}

  private record Watcher(Resource resource, ServerWebSocket socket) {
    void tell(Event event) {
      if (event.resource().plural().equals(resource.plural())
          && resource.selects(event.object())) {
        socket.writeTextMessage(
            new JsonObject().put("type", event.type()).put("object", event.object()).encode());
      }
    }
  }

  static ApiServer start(Path keystore) throws Exception {
    var api = new ApiServer();
    api.prepare();
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(
                new PfxOptions().setPath(keystore.toString()).setPassword(PASSWORD));
    api.server =
        api.vertx
            .createHttpServer(options)
            .requestHandler(api::receive)
            .webSocketHandler(api::watch)
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    return api;
  }

  int port() {
    return server.actualPort();
  }

  /** Open until all gates are, and the migration that must fail has failed. */
  CountDownLatch finished() {
    return finished;
  }

  private void prepare() {
    var coordination = "/apis/coordination.k8s.io/v1/namespaces/schemagate-system/leases";
    store(
        coordination,
        Examples.lease("another", Instant.now()).put("kind", "Lease"));
    var migrations = "/apis/schemagate.dev/v1alpha1/namespaces/shop/databasemigrations";
    store(migrations, Examples.migration("orders", Examples.IMAGE));
    store(migrations, Examples.migration("users", Examples.CONFIG_MAP));
    store("/api/v1/namespaces/shop/configmaps", Examples.configMap());
    store("/api/v1/namespaces/shop/pods", Examples.gated("orders-a", "orders"));
    store("/api/v1/namespaces/shop/pods", Examples.gated("orders-b", "orders@2"));
  }

  private void receive(HttpServerRequest request) {
    request.bodyHandler(body -> answer(request, body));
  }

  private synchronized void answer(HttpServerRequest request, Buffer body) {
    var resource = Resource.of(request.path(), request.query());
    var code = 200;
    JsonObject answer;
    if (request.method() == HttpMethod.POST) {
      code = 201;
      answer = store(resource.path(), body.toJsonObject());
      if (resource.plural().equals("jobs")) {
        run(resource, answer);
      }
    } else if (request.method() == HttpMethod.GET && resource.name() == null) {
      answer = list(resource);
    } else if (!objects.containsKey(resource.path())) {
      code = 404;
      answer = new JsonObject().put("kind", "Status").put("apiVersion", "v1").put("code", 404);
    } else {
      answer = objects.get(resource.path());
      if (request.method() != HttpMethod.GET) {
        answer = patch(resource, answer, body.toString());
      }
    }
    request
        .response()
        .setStatusCode(code)
        .putHeader("Content-Type", "application/json")
        .end(answer.encode());
  }

  private JsonObject list(Resource resource) {
    var items = new JsonArray();
    objects.forEach(
        (path, object) -> {
          if (resource.contains(path) && resource.selects(object)) {
            items.add(object);
          }
        });
    return new JsonObject()
        .put("kind", resource.kind() + "List")
        .put("apiVersion", resource.apiVersion())
        .put("metadata", new JsonObject().put("resourceVersion", Integer.toString(version)))
        .put("items", items);
  }

  private synchronized void watch(ServerWebSocket socket) {
    var resource = Resource.of(socket.path(), socket.query());
    var watcher = new Watcher(resource, socket);
    watchers.add(watcher);
    events.stream().filter(event -> event.version() > resource.since()).forEach(watcher::tell);
    if (resource.plural().equals("leases")) {
      // The operator stands by: now the leader lets go.
      later(200, () -> change(resource.path() + "/schemagate", Examples.lease("", Instant.EPOCH)));
    }
  }

  /** As the API server does, for the patches that the operator sends. */
  private JsonObject patch(Resource resource, JsonObject object, String body) {
    if (body.startsWith("[")) {
      var merged = new JsonObject();
      for (var operation : new JsonArray(body)) {
        var step = (JsonObject) operation;
        var at = merged;
        var names = step.getString("path").substring(1).split("/");
        for (var i = 0; i < names.length - 1; i++) {
          var name = names[i];
          if (!at.containsKey(name)) {
            at.put(name, new JsonObject());
          }
          at = at.getJsonObject(name);
        }
        at.put(names[names.length - 1], step.getValue("value"));
      }
      return change(resource.path(), merged);
    }
    var change = new JsonObject(body);
    if (resource.plural().equals("pods")) {
      change.getJsonObject("spec").put("schedulingGates", new JsonArray());
    }
    return change(resource.path(), change);
  }

  private JsonObject store(String collection, JsonObject given) {
    var resource = Resource.of(collection, null);
    var object =
        new JsonObject()
            .put("apiVersion", resource.apiVersion())
            .put("kind", resource.kind())
            .mergeIn(given, true);
    object
        .getJsonObject("metadata")
        .put("namespace", resource.namespace())
        .put("uid", UUID.randomUUID().toString())
        .put("generation", 1)
        .put("creationTimestamp", Examples.now());
    var path = collection + "/" + object.getJsonObject("metadata").getString("name");
    objects.put(path, object);
    return written(Resource.of(path, null), "ADDED", object);
  }

  private synchronized JsonObject change(String path, JsonObject change) {
    var object = objects.get(path).copy().mergeIn(change, true);
    objects.put(path, object);
    written(Resource.of(path, null), "MODIFIED", object);
    if (isFinished()) {
      finished.countDown();
    }
    return object;
  }

  private JsonObject written(Resource resource, String type, JsonObject object) {
    object.getJsonObject("metadata").put("resourceVersion", Integer.toString(++version));
    var event = new Event(version, resource, type, object.copy());
    events.add(event);
    watchers.forEach(watcher -> watcher.tell(event));
    return object;
  }

  /** The Job controller makes the pod, the kubelet runs it. */
  private void run(Resource jobs, JsonObject job) {
    var name = job.getJsonObject("metadata").getString("name");
    var failing = name.startsWith("users");
    var pods = "/api/v1/namespaces/" + jobs.namespace() + "/pods";
    var pod = job.getJsonObject("spec").getJsonObject("template").copy();
    pod.getJsonObject("metadata")
        .put("name", name + "-0")
        .getJsonObject("labels")
        .put("batch.kubernetes.io/job-name", name);
    var path = pods + "/" + name + "-0";
    later(100, () -> add(pods, pod.mergeIn(Examples.waiting(), true)));
    later(200, () -> change(path, Examples.running()));
    later(500, () -> change(path, failing ? Examples.failed() : Examples.succeeded()));
    later(600, () -> change(jobs.path() + "/" + name, Examples.ended(failing)));
    later(1000, () -> add(pods, Examples.gated(name + "-late", "orders@2")));
  }

  private synchronized void add(String collection, JsonObject object) {
    store(collection, object);
  }

  private void later(long millis, Runnable what) {
    vertx.setTimer(millis, _ -> what.run());
  }

  private boolean isFinished() {
    var late = objects.keySet().stream().filter(path -> path.endsWith("-late")).count();
    return late == 2
        && objects.values().stream().noneMatch(ApiServer::isGated)
        && objects.values().stream().filter(ApiServer::hasEnded).count() == 2;
  }

  private static boolean isGated(JsonObject object) {
    var spec = object.getJsonObject("spec");
    return spec != null && !spec.getJsonArray("schedulingGates", new JsonArray()).isEmpty();
  }

  private static boolean hasEnded(JsonObject object) {
    var status = object.getJsonObject("status");
    var run = status == null ? null : status.getJsonObject("run");
    return run != null && run.getString("finishedAt") != null;
  }

  @Override
  public String toString() {
    return new JsonObject(new LinkedHashMap<>(objects)).encodePrettily();
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }
}
