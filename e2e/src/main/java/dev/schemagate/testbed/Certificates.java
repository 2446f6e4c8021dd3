package dev.schemagate.testbed;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The keys and certificates of one cluster, as PEM files in a folder, from an authority of its own.
 */
final class Certificates {
  private static final Duration LIFE = Duration.ofDays(30);

  private final Path folder;
  private final KeyPair authority = newKey("EC", 256);
  // One for every certificate, because making one takes longest. RSA, because Fabric8 reads other
  // kinds only with BouncyCastle, which not every user of the kubeconfig has.
  private final KeyPair key = newKey("RSA", 2048);
  private final X500Name name = new X500Name("CN=schemagate-test-bed");

  Certificates(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    write("ca.crt", certificate(name, authority, true, List.of()));
    // Service account tokens are signed with this one; only its public half verifies them.
    var serviceAccounts = newKey("EC", 256);
    write("sa.key", new JcaPKCS8Generator(serviceAccounts.getPrivate(), null));
    write("sa.pub", serviceAccounts.getPublic());
  }

  Path authority() {
    return folder.resolve("ca.crt");
  }

  Path serviceAccountKey() {
    return folder.resolve("sa.key");
  }

  Path serviceAccountPublicKey() {
    return folder.resolve("sa.pub");
  }

  Path certificate(String name) {
    return folder.resolve(name + ".crt");
  }

  Path key(String name) {
    return folder.resolve(name + ".key");
  }

  /** Writes NAME.crt and NAME.key, good for a server at these addresses and for a client. */
  void issue(String name, String subject, String... addresses) throws IOException {
    var alternatives =
        Stream.of(addresses)
            .map(
                address ->
                    new GeneralName(
                        address.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName,
                        address))
            .toList();
    write(name + ".crt", certificate(new X500Name(subject), key, false, alternatives));
    write(name + ".key", new JcaPKCS8Generator(key.getPrivate(), null));
  }

  private X509Certificate certificate(
      X500Name subject, KeyPair pair, boolean isAuthority, List<GeneralName> alternatives)
      throws IOException {
    var now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(64, new SecureRandom()),
            // Clocks of containers and hosts may differ a little.
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(LIFE)),
            subject,
            pair.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (!isAuthority) {
        var usages =
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
      }
      if (!alternatives.isEmpty()) {
        var names = new GeneralNames(alternatives.toArray(GeneralName[]::new));
        builder.addExtension(Extension.subjectAlternativeName, false, names);
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IOException("no certificate for " + subject, e);
    }
  }

  private void write(String file, Object content) throws IOException {
    var text = new StringWriter();
    try (var pem = new JcaPEMWriter(text)) {
      pem.writeObject(content);
    }
    Files.writeString(folder.resolve(file), text.toString());
  }

  private static KeyPair newKey(String algorithm, int size) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
