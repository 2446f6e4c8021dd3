package dev.schemagate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the API server was asked. */
record AuditLog(Path file) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPERATOR =
      "system:serviceaccount:" + OperatorProcess.NAMESPACE + ":schemagate";

  /** The operator's requests for objects of a namespace: <code>patch pods</code>, in order. */
  List<String> operatorsRequests(String namespace) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .map(AuditLog::parse)
          .filter(entry -> entry.at("/user/username").asText().equals(OPERATOR))
          .filter(entry -> entry.at("/objectRef/namespace").asText().equals(namespace))
          .map(AuditLog::words)
          .toList();
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(JsonNode entry) {
    var resource = entry.at("/objectRef/resource").asText();
    var part = entry.at("/objectRef/subresource").asText();
    return entry.path("verb").asText() + " " + resource + (part.isEmpty() ? "" : "/" + part);
  }
}
