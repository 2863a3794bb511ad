package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.Slice;
import dev.provision.modules.images.bytes.SliceBytes;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.bytes.UnfitFile;
import dev.provision.spi.schema.DataSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An OVF with the files that it names: all disks of its one machine, each with its controller. */
final class Ovf {
  private static final int MAX_BYTES = 16 << 20;

  /** A machine has at most so many (vSphere Configuration Maximums: 4 adapters of 64). */
  private static final int MAX_DISKS = 256;

  private static final int NIC = 10;
  private static final int DISK = 17;

  /** The models of NICs that an OVF may name, in lower case; the playbook uses the same words. */
  private static final List<String> NIC_MODELS =
      List.of("e1000", "e1000e", "pcnet32", "vmxnet3", "vmxnet");

  private static final Pattern HOST_RESOURCE = Pattern.compile("(?:ovf:)?/disk/(.+)");
  private static final Pattern UNITS =
      Pattern.compile("byte(?:\\s*\\*\\s*2\\s*\\^\\s*(\\d{1,2}))?");
  private static final Map<String, Long> OLD_UNITS =
      Map.of("KiloBytes", 1L << 10, "MegaBytes", 1L << 20, "GigaBytes", 1L << 30);

  private final FileFormat format;
  private final Envelope envelope;
  private final Manifest.Files files;
  private final OvfControllers controllers;

  private Ovf(FileFormat format, Envelope envelope, Manifest.Files files) {
    this.format = format;
    this.envelope = envelope;
    this.files = files;
    this.controllers = new OvfControllers(envelope.items());
  }

  /** Inspects an OVF whose files are beside it. */
  static Inspection inspect(Path path) throws IOException, UnfitFile {
    String name = path.getFileName().toString();
    Manifest.Files beside =
        file -> {
          Path found = file.equals(name) ? path : Beside.of(path, file);
          return Files.isRegularFile(found) ? Optional.of(Slice.whole(found)) : Optional.empty();
        };
    Path manifest = Beside.of(path, name.replaceFirst("\\.[^.]*$", "") + ".mf");
    if (Files.isRegularFile(manifest)) {
      Manifest.check(Slice.whole(manifest), beside);
    }
    List<Path> all = new ArrayList<>(List.of(path));
    Inspection found =
        inspect(
            FileFormat.OVF,
            Slice.whole(path),
            file -> {
              Optional<Slice> one = beside.find(file);
              one.filter(slice -> !all.contains(slice.file())).ifPresent(s -> all.add(s.file()));
              return one;
            },
            List.of());
    return new Inspection(found.format(), found.disks(), all, found.machine());
  }

  static Inspection inspect(
      FileFormat format, Slice text, Manifest.Files files, List<Path> identity)
      throws IOException, UnfitFile {
    if (text.length() > MAX_BYTES) {
      throw new UnfitFile("has an OVF of " + text.length() + " bytes, which none has");
    }
    byte[] bytes;
    try (InputStream in = text.stream()) {
      bytes = in.readAllBytes();
    }
    return new Ovf(format, Envelope.parse(bytes), files).inspect(identity);
  }

  private Inspection inspect(List<Path> identity) throws IOException, UnfitFile {
    TreeMap<OvfSlot, SourceDisk> disks = new TreeMap<>();
    for (Envelope.Item item : envelope.items()) {
      Matcher resource = HOST_RESOURCE.matcher(item.get("HostResource"));
      if (item.is(DISK) && resource.matches()) {
        Envelope.Disk disk = envelope.disks().get(resource.group(1));
        if (disk == null) {
          throw new UnfitFile("is not whole: it has no disk `" + resource.group(1) + "`");
        }
        if (disks.size() == MAX_DISKS) {
          throw new UnfitFile("describes a machine of more than " + MAX_DISKS + " disks");
        }
        SourceDisk read = disk(disk).checked();
        if (disks.put(controllers.slot(item, disk.id()), read) != null) {
          throw new UnfitFile("contradicts itself: two disks are in the place of one");
        }
      }
    }
    if (disks.isEmpty()) {
      throw new UnfitFile("describes a machine without a disk");
    }
    if (disks.values().iterator().next().form() == SourceDisk.Form.EMPTY) {
      throw new UnfitFile("describes a machine whose first disk is empty: it cannot boot");
    }
    OvfMachine machine =
        new OvfMachine(
            envelope.osType().filter(type -> type.matches("\\w*Guest\\w*")),
            envelope.firmware().filter(word -> word.equals("efi") || word.equals("bios")),
            envelope.secureBoot(),
            nicModel(),
            List.copyOf(disks.keySet()));
    return new Inspection(format, List.copyOf(disks.values()), identity, Optional.of(machine));
  }

  private Optional<String> nicModel() {
    return envelope.items().stream()
        .filter(item -> item.is(NIC))
        .findFirst()
        .flatMap(item -> nicModel(item.get("ResourceSubType")));
  }

  /** The playbook's word for {@code E1000}, {@code VmxNet3}, {@code PCNet32}. */
  private static Optional<String> nicModel(String subType) {
    return Optional.of(subType.strip().toLowerCase(Locale.ROOT)).filter(NIC_MODELS::contains);
  }

  private SourceDisk disk(Envelope.Disk disk) throws IOException, UnfitFile {
    if (disk.hasParent()) {
      throw new UnfitFile(
          "has a disk `" + disk.id() + "` that is only the difference to another one");
    }
    long unit = unit(disk);
    if (!disk.capacity().matches("\\d{1,15}")) {
      throw new UnfitFile(
          "gives the size of its disk `" + disk.id() + "` as `" + disk.capacity() + "`");
    }
    long capacity = Long.parseLong(disk.capacity()) * unit;
    if (capacity <= 0 || capacity >= 1L << 57) {
      throw new UnfitFile("gives the size of its disk `" + disk.id() + "` as " + capacity);
    }
    if (disk.fileRef().isEmpty()) {
      return new SourceDisk(
          SourceDisk.Form.EMPTY, "", new DataSize(capacity), new DataSize(0), List.of());
    }
    SourceDisk found = content(disk);
    long has = found.capacity().bytes();
    if (has > capacity || capacity - has >= Math.max(unit, 1 << 10)) {
      throw new UnfitFile(
          "contradicts itself: it says that its disk `"
              + disk.id()
              + "` has "
              + capacity
              + " bytes, the disk's own file says "
              + has);
    }
    return found;
  }

  private SourceDisk content(Envelope.Disk disk) throws IOException, UnfitFile {
    Envelope.FileReference file = envelope.files().get(disk.fileRef());
    if (file == null) {
      throw new UnfitFile("is not whole: it has no file `" + disk.fileRef() + "`");
    }
    if (file.isInPieces()
        || !(file.compression().isEmpty() || file.compression().equals("identity"))) {
      throw new UnfitFile(
          "has its disk `"
              + file.href()
              + "` "
              + (file.isInPieces() ? "in pieces" : "packed with " + file.compression())
              + ": export it again with `ovftool`, without that");
    }
    Slice slice =
        Beside.referenced(file.href(), files)
            .orElseThrow(
                () ->
                    new UnfitFile(
                        "is not whole: `" + Beside.decoded(file.href()) + "` is not there"));
    try (SliceBytes bytes = slice.open()) {
      FileFormat what = FileFormat.of(bytes);
      if (what != FileFormat.SPARSE_VMDK) {
        throw new UnfitFile("is " + what.words() + ", where a VMDK is wanted");
      }
      return Vmdk.inspect(slice);
    } catch (UnfitFile e) {
      throw new UnfitFile("has a disk that is none: `" + file.href() + "` " + e.getMessage(), e);
    }
  }

  private static long unit(Envelope.Disk disk) throws UnfitFile {
    if (disk.units().isEmpty()) {
      return 1;
    }
    Matcher units = UNITS.matcher(disk.units());
    if (units.matches()) {
      int power = units.group(1) == null ? 0 : Integer.parseInt(units.group(1));
      if (power <= 50) {
        return 1L << power;
      }
    }
    Long old = OLD_UNITS.get(disk.units());
    if (old == null) {
      throw new UnfitFile("counts the size of its disk in `" + disk.units() + "`");
    }
    return old;
  }
}
