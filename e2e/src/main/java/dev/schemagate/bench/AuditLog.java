package dev.schemagate.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemagate.testbed.Installation;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The operator's requests, as the API server has recorded them. */
record AuditLog(Path file) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPERATOR =
      "system:serviceaccount:%s:%s".formatted(Installation.NAMESPACE, Installation.RELEASE);

  /**
   * @param object name of what it was about, empty when there is none
   */
  record Request(String verb, String resource, String object) {
    String kind() {
      return verb + " " + resource;
    }
  }

  /** Where the log ends now. */
  long end() throws IOException {
    return Files.size(file);
  }

  /** Each request that began to be answered since then. */
  List<Request> since(long end) throws IOException {
    var requests = new ArrayList<Request>();
    try (var log = Files.newByteChannel(file)) {
      var text = new byte[Math.toIntExact(log.size() - end)];
      try (var input = Channels.newInputStream(log.position(end))) {
        input.readNBytes(text, 0, text.length);
      }
      // the last line may be unfinished
      for (var line : new String(text, StandardCharsets.UTF_8).split("(?<=\n)")) {
        if (line.endsWith("\n")) {
          add(JSON.readTree(line), requests);
        }
      }
    }
    return requests;
  }

  private static void add(JsonNode entry, List<Request> requests) {
    // a watch has a record at its start and one at its end, which may be much later
    var watch = entry.path("verb").asText().equals("watch");
    var stage = entry.path("stage").asText();
    if (!entry.path("user").path("username").asText().equals(OPERATOR)
        || !stage.equals(watch ? "ResponseStarted" : "ResponseComplete")) {
      return;
    }
    var object = entry.path("objectRef");
    var subresource = object.path("subresource").asText();
    var resource =
        object.isMissingNode()
            ? entry.path("requestURI").asText()
            : object.path("resource").asText();
    requests.add(
        new Request(
            entry.path("verb").asText(),
            subresource.isEmpty() ? resource : resource + "/" + subresource,
            object.path("name").asText()));
  }
}
