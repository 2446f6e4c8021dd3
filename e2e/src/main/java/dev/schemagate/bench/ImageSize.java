package dev.schemagate.bench;

import dev.schemagate.testbed.Image;
import dev.schemagate.testbed.Images;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What a node downloads: a registry keeps an image's layers compressed. */
record ImageSize() implements Measurement {

  @Override
  public String name() {
    return "images";
  }

  @Override
  public String title() {
    return "compressed size of the operator's and the runner's image";
  }

  @Override
  public boolean inCluster() {
    return false;
  }

  @Override
  public List<Figure> measure(Bed bed) throws IOException {
    var images = Images.onThisHost(bed::say);
    return List.of(of("operator", images.operator()), of("runner", images.runner()));
  }

  private static Figure of(String name, Image image) throws IOException {
    var size = new Size();
    try (var gzip = new GZIPOutputStream(size, 1 << 16)) {
      Files.copy(image.archive(), gzip);
    }
    return Figure.of(
        "images: %s, MB".formatted(name),
        Samples.of(size.bytes / 1e6),
        Target.atMost(100),
        "%.0f MB as an archive; built on this machine's base image"
            .formatted(Files.size(image.archive()) / 1e6));
  }

  private static final class Size extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) {
      bytes += length;
    }
  }
}
