package dev.schemagate.runner.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.schemagate.report.RunError;
import dev.schemagate.report.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A report as JSON, field by field: to find the fields out by reflection would be a tenth of a run
 * that has nothing to do.
 */
final class ReportJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ReportJson() {}

  static byte[] bytes(RunReport report) {
    var bytes = new ByteArrayOutputStream();
    try (var json = FACTORY.createGenerator(bytes)) {
      write(json, report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, RunReport report) throws IOException {
    json.writeStartObject();
    text(json, "engine", report.engine());
    text(json, "outcome", report.outcome().name());
    text(json, "revision", report.revision());
    text(json, "head", report.head());
    text(json, "target", report.target());
    text(json, "from", report.from());
    json.writeArrayFieldStart("applied");
    for (var revision : report.applied()) {
      json.writeString(revision);
    }
    json.writeEndArray();
    text(json, "stamped", report.stamped());
    json.writeNumberField("appliedCount", report.appliedCount());
    json.writeNumberField("undoneCount", report.undoneCount());
    json.writeNumberField("pending", report.pending());
    if (report.error() != null) {
      json.writeFieldName("error");
      write(json, report.error());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, RunError error) throws IOException {
    json.writeStartObject();
    text(json, "reason", error.reason().name());
    text(json, "message", error.message());
    text(json, "detail", error.detail());
    text(json, "hint", error.hint());
    text(json, "remedy", error.remedy());
    text(json, "revision", error.revision());
    text(json, "file", error.file());
    number(json, "line", error.line());
    number(json, "column", error.column());
    text(json, "sqlState", error.sqlState());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, Integer value) throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }
}
