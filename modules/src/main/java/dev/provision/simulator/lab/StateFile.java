package dev.provision.simulator.lab;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.FileInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ws.Argument;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.NewerTypes;
import dev.provision.vsphere.soap.MalformedMessage;
import dev.provision.vsphere.soap.Reply;
import dev.provision.vsphere.soap.RequestWriter;
import dev.provision.vsphere.soap.ResponseReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The state of a simulated vCenter between runs: one file in the XML of vim25, like the answer to a
 * {@code RetrieveProperties} of everything. The new file is written beside the old one and renamed,
 * so a process that is killed at any moment leaves one or the other whole.
 */
public final class StateFile {
  /** A pseudo object for what belongs to no managed object. */
  private static final String SELF = "SimulatorState";

  private static final String FILES = "sim.files";
  private static final int SEAL_BYTES = "<!-- sha256  -->\n".length() + 64;

  private StateFile() {}

  /**
   * Collects what to write. Call it under the world's lock; encode the result without the lock.
   *
   * @param lab identifies the lab file that the state was made from
   * @param passing objects that are being made right now, which a restart would undo; they are left
   *     out
   */
  public static List<ObjectContent> contents(
      World world, DatastoreContents files, String lab, Predicate<Managed> passing) {
    List<ObjectContent> all = new ArrayList<>();
    ObjectContent self = new ObjectContent();
    self.obj = Values.ref(SELF, SELF);
    self.propSet =
        new DynamicProperty[] {
          property("format", "1"), property("lab", lab), property("counters", world.counters())
        };
    all.add(self);
    Set<String> undone = new HashSet<>();
    for (Managed vm : world.all("VirtualMachine")) {
      if (passing.test(vm)) {
        String vmx = VmFiles.config(vm).files.vmPathName;
        undone.add(vmx.substring(0, vmx.lastIndexOf('/')));
      }
    }
    for (Managed each : world.all()) {
      if (!world.isLasting(each) || passing.test(each)) {
        continue;
      }
      ObjectContent content = new ObjectContent();
      content.obj = each.ref();
      List<DynamicProperty> properties = new ArrayList<>();
      for (Map.Entry<String, Object> stored : each.stored().entrySet()) {
        properties.add(property(stored.getKey(), stored.getValue()));
      }
      if (each.is("Datastore")) {
        properties.add(property(FILES, files.saved(each, undone)));
      }
      content.propSet = properties.toArray(new DynamicProperty[0]);
      all.add(content);
    }
    return all;
  }

  private static DynamicProperty property(String name, Object value) {
    DynamicProperty property = new DynamicProperty();
    property.name = name;
    property.val = value;
    return property;
  }

  public static byte[] encode(List<ObjectContent> contents) throws IOException {
    try {
      Argument all =
          new Argument("returnval", "ObjectContent[]", contents.toArray(new ObjectContent[0]));
      return sealed(
          new RequestWriter(NewerTypes.wire())
              .write("RetrievePropertiesResponse", List.of(all), ""));
    } catch (MalformedMessage e) {
      throw new IOException("the state cannot be written: " + e.getMessage(), e);
    }
  }

  /** With the digest of its bytes at the end, as a comment of XML. */
  private static byte[] sealed(byte[] text) {
    byte[] seal = seal(text, text.length).getBytes(StandardCharsets.US_ASCII);
    byte[] sealed = Arrays.copyOf(text, text.length + seal.length);
    System.arraycopy(seal, 0, sealed, text.length, seal.length);
    return sealed;
  }

  private static String seal(byte[] text, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(text, 0, length);
      return "<!-- sha256 " + HexFormat.of().formatHex(sha.digest()) + " -->\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Nobody else reads what a vCenter would keep to itself: user data and keys of licenses. */
  private static FileAttribute<?>[] forOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Replaces the old file, all or nothing. */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try (FileChannel out = FileChannel.open(beside, options, forOwner())) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    } catch (IOException e) {
      // not every system lets a folder be synced; the rename is atomic all the same
    }
  }

  /**
   * @throws IOException when it is not whole: what is wrong in it would show anywhere later
   */
  static ObjectContent[] decode(byte[] bytes) throws IOException {
    int text = Math.max(0, bytes.length - SEAL_BYTES);
    String seal = new String(bytes, text, bytes.length - text, StandardCharsets.US_ASCII);
    if (!seal.equals(seal(bytes, text))) {
      throw new IOException(
          "it is damaged, was edited, or is of an older version: its digest is not that of its"
              + " bytes");
    }
    try {
      Reply reply = new ResponseReader(NewerTypes.wire()).read(bytes, "ObjectContent[]");
      if (reply instanceof Reply.Result result && result.value() instanceof ObjectContent[] all) {
        return all;
      }
      throw new IOException("it holds no objects");
    } catch (MalformedMessage e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Which lab a state was made from; empty text where it does not say. */
  static String lab(ObjectContent[] contents) {
    Object lab = contents.length == 0 ? null : value(contents[0], "lab");
    return lab == null ? "" : lab.toString();
  }

  private static Object value(ObjectContent content, String name) {
    for (DynamicProperty each : content.propSet) {
      if (each.name.equals(name)) {
        return each.val;
      }
    }
    return null;
  }

  /** Fills an empty world from a saved state. */
  public static void restore(World world, DatastoreContents files, ObjectContent[] contents) {
    world.addAs("TaskManager", "TaskManager");
    for (ObjectContent content : contents) {
      if (content.obj.type.equals(SELF)) {
        world.counters((long[]) value(content, "counters"));
      } else {
        world.addAs(content.obj.type, content.obj.val);
      }
    }
    for (ObjectContent content : contents) {
      Managed object = world.get(content.obj).orElse(null);
      if (object == null) {
        continue;
      }
      for (DynamicProperty each :
          content.propSet == null ? new DynamicProperty[0] : content.propSet) {
        if (each.name.equals(FILES)) {
          files.restore(object, (FileInfo[]) each.val);
        } else {
          world.set(object, each.name, each.val);
        }
      }
    }
    world.set(world.get("TaskManager").orElseThrow(), "recentTask", new ManagedObjectReference[0]);
  }
}
