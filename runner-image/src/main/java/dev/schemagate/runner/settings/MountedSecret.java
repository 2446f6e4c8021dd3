package dev.schemagate.runner.settings;

import dev.schemagate.report.Failure;
import dev.schemagate.runner.report.RunFailed;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** A Secret as the kubelet mounts it: one file a key, each read when it is asked for. */
record MountedSecret(Path folder) {

  /**
   * Opens the folder.
   *
   * @param name the Secret's name for messages; may be null
   */
  static MountedSecret read(String folder, String name) {
    var secret = new MountedSecret(Path.of(folder));
    if (secret.empty()) {
      throw RunFailed.because(
          Failure.SecretNotFound,
          name == null
              ? "no Secret is mounted at " + folder + ": the folder is missing or empty"
              : "the Secret " + name + " does not exist, or has no keys");
    }
    return secret;
  }

  /** The kubelet's own entries begin with two dots. */
  private boolean empty() {
    try (var keys = Files.newDirectoryStream(folder, key -> !hidden(key))) {
      return !keys.iterator().hasNext();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return true;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** The key's text without the newline that editors and echo leave; null when it is not there. */
  String get(String key) {
    var file = folder.resolve(key);
    try {
      var text = Files.readString(file).replaceFirst("\\r?\\n\\z", "");
      return text.isEmpty() ? null : text;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static boolean hidden(Path key) {
    return key.getFileName().toString().startsWith("..");
  }

  private static RunFailed unreadable(Path path, IOException e) {
    return RunFailed.because(
        Failure.InvalidConfiguration, path + " can't be read: " + reason(path, e));
  }

  private static String reason(Path path, IOException e) {
    return switch (e) {
      case CharacterCodingException _ -> "it is not text in UTF-8";
      case AccessDeniedException _ -> "this user may not. Correct its mode or its owner";
      case FileSystemException system when system.getReason() != null -> system.getReason();
      default -> Files.isDirectory(path) ? "it is a folder" : "input/output error";
    };
  }
}
