package dev.schemagate.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How the run reaches the database. The operator itself never reads the Secret. */
@ValidationRule(
    value =
        "!has(self.host) ||"
            + " self.host.matches('^([A-Za-z0-9._-]+|[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)$')",
    fieldPath = ".host",
    message = "must be a host's name or address alone; the port has a field of its own")
@ValidationRule(
    value = "!has(self.sslRootCert) || self.sslRootCert.matches('^[A-Za-z0-9._-]+$')",
    fieldPath = ".sslRootCert",
    message = "must be a key of the Secret, for example ca.crt: no path, and no certificate")
public record DatabaseSpec(
    @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription(
            "The Secret, in the same namespace, that says how to connect. Its keys are those of"
                + " Service Binding and CloudNativePG: jdbc-uri or uri, or host, port, dbname (or"
                + " database); username (or user) and password. It is mounted into the run's pod;"
                + " the operator has no right to read it.")
        String secretName,
    @Size(min = 1, max = 253) @JsonPropertyDescription("The server's host; overrides the Secret's.")
        String host,
    @Min(1)
        @Max(65535)
        @JsonPropertyDescription(
            "The server's port; overrides the Secret's. 5432 when neither says.")
        Integer port,
    @Size(min = 1, max = 63)
        @JsonPropertyDescription("The database's name; overrides the Secret's.")
        String name,
    @JsonPropertyDescription(
            "TLS to the server, in the words of libpq; overrides the Secret's. prefer when neither"
                + " says.")
        SslMode sslMode,
    @Size(min = 1, max = 253)
        @JsonPropertyDescription(
            "The key of the Secret that holds the certificates (PEM) of the authorities to trust,"
                + " for example ca.crt. For sslMode verify-ca and verify-full.")
        String sslRootCert,
    @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "The role that the session takes on at its start (SET ROLE): what the migrations make"
                + " belongs to it, whichever user logs in.")
        String role) {}
