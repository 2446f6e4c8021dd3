import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request is about.
 *
 * @param path without a subresource
 * @param namespace null for all
 * @param name null for a collection
 */
record Resource(
    String path,
    String apiVersion,
    String namespace,
    String plural,
    String name,
    Map<String, String> query) {

  private static final Map<String, String> KINDS =
      Map.of(
          "databasemigrations", "DatabaseMigration",
          "jobs", "Job",
          "pods", "Pod",
          "configmaps", "ConfigMap",
          "leases", "Lease",
          "events", "Event");

  static Resource of(String path, String query) {
    var words = List.of(path.substring(1).split("/"));
    var groups = words.getFirst().equals("apis") ? 3 : 2;
    var apiVersion = String.join("/", words.subList(1, groups));
    var rest = words.subList(groups, words.size());
    var namespace = rest.getFirst().equals("namespaces") ? rest.get(1) : null;
    var own = namespace == null ? rest : rest.subList(2, rest.size());
    var name = own.size() > 1 ? own.get(1) : null;
    var withoutSubresource =
        own.size() > 2 ? path.substring(0, path.lastIndexOf('/')) : path;
    return new Resource(
        withoutSubresource, apiVersion, namespace, own.getFirst(), name, parse(query));
  }

  private static Map<String, String> parse(String query) {
    var parsed = new HashMap<String, String>();
    if (query != null) {
      for (var pair : query.split("&")) {
        var parts = pair.split("=", 2);
        parsed.put(
            parts[0],
            parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return parsed;
  }

  String kind() {
    return KINDS.get(plural);
  }

  /** The version after which a watch begins. */
  int since() {
    return Integer.parseInt(query.getOrDefault("resourceVersion", "0"));
  }

  boolean contains(String objectPath) {
    var object = of(objectPath, null);
    return object.plural.equals(plural)
        && (namespace == null || namespace.equals(object.namespace));
  }

  boolean selects(JsonObject object) {
    var selector = query.getOrDefault("labelSelector", "");
    var labels = object.getJsonObject("metadata").getJsonObject("labels", new JsonObject());
    return selector.isEmpty()
        || Arrays.stream(selector.split(","))
            .map(term -> term.split("=", 2))
            .allMatch(term -> term[1].equals(labels.getString(term[0])));
  }
}
