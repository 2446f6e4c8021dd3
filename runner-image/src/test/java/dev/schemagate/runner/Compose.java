package dev.schemagate.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** A compose file, as far as its services' order, commands, variables and folders go. */
record Compose(Path file, JsonNode services) {

  static Compose read(Path file) throws IOException {
    // SnakeYAML resolves anchors and merge keys, which Jackson leaves in place.
    Map<String, Object> yaml = new Yaml().load(Files.readString(file));
    return new Compose(file, new YAMLMapper().<JsonNode>valueToTree(yaml).get("services"));
  }

  /** Those that run the runner's image. */
  boolean isRunner(String service) {
    return services.get(service).get("image").asText().startsWith("${SCHEMAGATE_IMAGE");
  }

  String[] command(String service) {
    var words = new ArrayList<String>();
    services.get(service).get("command").forEach(word -> words.add(word.asText()));
    return words.toArray(String[]::new);
  }

  /** With the folders that the service mounts in place of the container's. */
  Map<String, String> environment(String service) {
    var environment = new TreeMap<String, String>();
    services
        .get(service)
        .path("environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    for (var volume : services.get(service).path("volumes")) {
      var parts = volume.asText().split(":");
      var folder = file.resolveSibling(parts[0]).normalize().toString();
      environment.replaceAll((name, value) -> value.equals(parts[1]) ? folder : value);
    }
    return environment;
  }

  /** The services that this one waits for, each until it is healthy or has ended well. */
  List<String> dependencies(String service) {
    var names = new ArrayList<String>();
    services.get(service).path("depends_on").fieldNames().forEachRemaining(names::add);
    return names;
  }
}
