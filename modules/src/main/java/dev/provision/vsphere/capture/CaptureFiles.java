package dev.provision.vsphere.capture;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import dev.provision.diagnostic.FileTrouble;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.newer.NewerTypes;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.RequestWriter;
import dev.provision.vsphere.soap.ResponseReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes and reads captures as {@code govc object.save} does, one XML document an object, so that
 * {@code vcsim -load} can read them: a zip if the name ends in {@code .zip}, otherwise a directory.
 */
public final class CaptureFiles {
  private static final String XML = ".xml";

  /** Of what is read over REST: {@code vcsim -load} stops at an XML file of a type it lacks. */
  private static final String REST = ".rest";

  /** Protects the memory from a file that is no capture; an object takes a few KiB. */
  private static final int MOST_BYTES = 64 << 20;

  /** For all objects together: those of 20,000 machines. */
  private static final long MOST_TOGETHER = 512L << 20;

  private CaptureFiles() {}

  private static boolean isZip(Path file) {
    return file.toString().endsWith(".zip");
  }

  /**
   * Writes a capture. A zip is written next to its place and then moved there, so it is never half
   * written; a directory may be, when the disk is full.
   *
   * @throws ModuleException when it cannot be written, or the directory is not empty
   */
  public static void write(Path file, Capture capture) throws ModuleException {
    try {
      Map<String, byte[]> documents = documents(capture);
      if (isZip(file)) {
        zip(file, documents);
      } else {
        directory(file, documents);
      }
    } catch (IOException e) {
      throw new ModuleException(
          ModuleException.Kind.REFUSED,
          "could not write the capture `" + file + "`: " + reason(e),
          e);
    }
  }

  private static Map<String, byte[]> documents(Capture capture) throws IOException {
    RequestWriter writer = new RequestWriter(NewerTypes.wire());
    Map<String, byte[]> documents = new TreeMap<>();
    int number = 0;
    for (ObjectContent object : capture.objects()) {
      ManagedObjectReference ref = object.getObj();
      String id = URLEncoder.encode(ref.getVal(), StandardCharsets.UTF_8);
      try {
        documents.put(
            String.format(
                "%04d-%s-%s%s", number++, ref.getType(), id, CapturedTags.isOne(ref) ? REST : XML),
            writer.document("ObjectContent", object));
      } catch (MalformedMessage e) {
        throw new IOException(ref.getType() + ":" + ref.getVal() + ": " + e.getMessage(), e);
      }
    }
    return documents;
  }

  private static void zip(Path file, Map<String, byte[]> documents) throws IOException {
    Path whole = file.toAbsolutePath();
    Path beside = whole.resolveSibling(whole.getFileName() + ".new");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(beside))) {
      for (Map.Entry<String, byte[]> document : documents.entrySet()) {
        ZipEntry entry = new ZipEntry(document.getKey());
        // so that the same inventory gives the same bytes
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(document.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    Files.move(beside, whole, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void directory(Path directory, Map<String, byte[]> documents) throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> there = Files.list(directory)) {
      if (there.findAny().isPresent()) {
        throw new IOException("the directory is not empty; empty it, or name another");
      }
    }
    for (Map.Entry<String, byte[]> document : documents.entrySet()) {
      Files.write(directory.resolve(document.getKey()), document.getValue());
    }
  }

  /**
   * Reads what {@link #write} or govc wrote.
   *
   * @throws ModuleException when it does not exist or is no capture
   */
  public static Capture read(Path file) throws ModuleException {
    try {
      Map<String, byte[]> documents = Files.isDirectory(file) ? fromDirectory(file) : unzip(file);
      if (documents.isEmpty()) {
        throw new IOException("it holds no objects");
      }
      ResponseReader reader = new ResponseReader(NewerTypes.wire());
      List<ObjectContent> objects = new ArrayList<>();
      for (Map.Entry<String, byte[]> document : documents.entrySet()) {
        objects.add(object(reader, document.getKey(), document.getValue()));
      }
      return new Capture(objects);
    } catch (IOException e) {
      throw new ModuleException(
          ModuleException.Kind.REFUSED,
          "could not read the capture `" + file + "`: " + reason(e),
          e);
    }
  }

  private static ObjectContent object(ResponseReader reader, String name, byte[] bytes)
      throws IOException {
    try {
      ObjectContent object = reader.document(bytes, ObjectContent.class);
      if (object.getObj() == null || object.getObj().getType() == null) {
        throw new IOException("`" + name + "` holds no managed object");
      }
      return object;
    } catch (MalformedMessage e) {
      throw new IOException("`" + name + "`: " + e.getMessage(), e);
    }
  }

  private static boolean isDocument(String name) {
    return name.endsWith(XML) || name.endsWith(REST);
  }

  private static Map<String, byte[]> fromDirectory(Path directory) throws IOException {
    Map<String, byte[]> documents = new TreeMap<>();
    long left = MOST_TOGETHER;
    try (Stream<Path> there = Files.list(directory)) {
      for (Path each : there.filter(path -> isDocument(path.toString())).toList()) {
        String name = each.getFileName().toString();
        if (!Files.isRegularFile(each)) {
          throw new IOException("`" + name + "` is not a file");
        }
        try (InputStream in = Files.newInputStream(each)) {
          byte[] bytes = bounded(in, name, left);
          left -= bytes.length;
          documents.put(name, bytes);
        }
      }
    }
    return documents;
  }

  private static Map<String, byte[]> unzip(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("it is neither a file nor a directory");
    }
    Map<String, byte[]> documents = new TreeMap<>();
    long left = MOST_TOGETHER;
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        // what is skipped is unpacked too, and a zip may pack a thousand times its own size
        byte[] bytes = bounded(zip, entry.getName(), left);
        left -= bytes.length;
        if (isDocument(entry.getName())) {
          documents.put(entry.getName(), bytes);
        }
      }
    }
    return documents;
  }

  /** The rest of a stream; refuses more than an object may have, or than is left for all. */
  private static byte[] bounded(InputStream in, String name, long left) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new IOException("`" + name + "` is too large");
    }
    if (bytes.length > left) {
      throw new IOException("its objects have more than " + (MOST_TOGETHER >> 20) + " MiB");
    }
    return bytes;
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return FileTrouble.words(e);
  }
}
