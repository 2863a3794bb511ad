package dev.provision.simulator.lab;

import com.vmware.vim25.ObjectContent;
import dev.provision.diagnostic.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where the state of one lab is kept: {@code .provision/<lab>.state} beside the lab file. */
public final class LabState {
  /** The state of a machine takes 20 KiB. */
  private static final long MOST_BYTES = 512L << 20;

  private final Path lab;
  private final Path file;
  private final String identity;

  /**
   * @param identity stands for what the lab declares; a state with another identity is refused
   */
  public LabState(Path lab, String identity) {
    this.lab = lab;
    this.identity = identity;
    String name = lab.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    this.file = lab.toAbsolutePath().resolveSibling(".provision").resolve(name + ".state");
  }

  /** The file of the state; it may not exist yet. */
  public Path file() {
    return file;
  }

  Path lockFile() {
    return file.resolveSibling(file.getFileName() + ".lock");
  }

  /** The lab file. */
  public Path lab() {
    return lab;
  }

  public String identity() {
    return identity;
  }

  /**
   * Identifies the part of a lab file that must stay the same; who may log in and what goes wrong
   * may change. It also changes when a newer version of this product adds fields to labs, because a
   * saved state lacks what they declare; so a saved state is refused once after such an update.
   */
  public static String identity(LabSpec lab) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      String text = lab.seed() + "\n" + lab.datacenters();
      if (!lab.roles().isEmpty() || !lab.permissions().isEmpty()) {
        text += "\n" + lab.roles() + lab.permissions();
      }
      if (!lab.customAttributes().isEmpty()) {
        text += "\n" + lab.customAttributes();
      }
      if (!lab.nas().isEmpty()) {
        text += "\n" + lab.nas();
      }
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * @throws IOException saying what to do, when it cannot be read or belongs to another lab
   */
  public ObjectContent[] read() throws IOException {
    ObjectContent[] kept;
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException("it is not a file");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MiB");
      }
      kept = StateFile.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IOException(
          "the state of the lab `" + file + "` cannot be read: " + FileTrouble.words(e) + advice(),
          e);
    }
    if (!StateFile.lab(kept).equals(identity)) {
      throw new IOException(
          "the lab `"
              + lab
              + "` is not the one that its state `"
              + file
              + "` was made of: the lab file was edited, or this version of provision reads more in"
              + " it than the one that made the state"
              + advice());
    }
    return kept;
  }

  private String advice() {
    return "\n  to start again, run: provision simulator reset " + lab;
  }
}
