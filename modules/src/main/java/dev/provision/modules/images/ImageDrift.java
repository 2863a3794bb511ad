package dev.provision.modules.images;

import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.declaration.GlanceDiskType;
import dev.provision.modules.images.declaration.GuestIds;
import dev.provision.modules.images.declaration.ImageNote;
import dev.provision.modules.images.declaration.ImageProperties;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.modules.images.file.ImageFile;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is missing or different in an imported image. It is finished if its marks agree, it is a
 * template, and it has its one snapshot. The snapshot is taken after the upload was committed, so
 * without it nobody knows whether the content is complete.
 */
final class ImageDrift {
  private static final String SWITCHED_ON =
      "somebody switched it on; switch it off, or delete it to have it imported again";

  private ImageDrift() {}

  static List<Change> between(ImageWanted.Imported wanted, ImageSeen seen) {
    return RestoredImage.with(wanted, seen, ofTheSame(wanted, seen));
  }

  private static List<Change> ofTheSame(ImageWanted.Imported wanted, ImageSeen seen) {
    if (wanted.isMedium() || (wanted.content().isEmpty() && seen.medium().isPresent())) {
      return IsoDrift.between(wanted, seen, asDeclared(wanted, seen));
    }
    if (!seen.isWhole() && seen.uploadedTo().isEmpty()) {
      return List.of(
          unlessOn(seen, ImageField.CONTENT.changes("(unfinished import)", wanted.version())));
    }
    List<Change> changes = new ArrayList<>(asDeclared(wanted, seen));
    if (seen.importSnapshot().isEmpty()) {
      changes.add(ImageField.SNAPSHOT.changes(Change.ABSENT, ImageSeen.SNAPSHOT));
    }
    if (!seen.isTemplate()) {
      changes.add(unlessOn(seen, ImageField.TEMPLATE.changes("false", "true")));
    }
    String name = wanted.templateName();
    if (!seen.name().equals(name)) {
      changes.add(ImageField.NAME.changes(seen.name(), name));
    }
    return List.copyOf(changes);
  }

  /**
   * Compares only what is declared: another playbook that shares the image may have declared the
   * rest.
   */
  private static List<Change> asDeclared(ImageWanted.Imported wanted, ImageSeen seen) {
    List<Change> changes = new ArrayList<>();
    wanted.content().ifPresent(file -> sizes(changes, file, seen));
    ImageProperties said = wanted.said();
    said.diskType()
        .map(ImageProperties.Said::value)
        .filter(GlanceDiskType::isToldByItsBacking)
        .filter(type -> seen.diskType().isPresent())
        .ifPresent(
            type ->
                differs(
                    changes,
                    "properties.vmware_disktype",
                    seen.diskType().map(DiskType::word),
                    type.made().word()));
    said.adapter()
        .ifPresent(
            adapter ->
                differs(
                    changes,
                    "properties.vmware_adaptertype",
                    seen.adapter().map(DiskAdapter::word),
                    adapter.value().word()));
    said.guestId().ifPresent(guest -> guest(changes, guest.value(), seen));
    said.firmware()
        .ifPresent(
            firmware ->
                differs(changes, "properties.hw_firmware_type", seen.firmware(), firmware.value()));
    said.hwVersion()
        .filter(version -> seen.version().isPresent())
        .ifPresent(version -> differs(changes, "hw_version", seen.version(), version.value()));
    wanted
        .said()
        .visibility()
        .ifPresent(
            word -> {
              Optional<String> noted = ImageNote.visibility(seen.annotation());
              if (!noted.equals(Optional.of(word))) {
                changes.add(ImageField.VISIBILITY.changes(noted.orElse(Change.ABSENT), word));
              }
            });
    return changes;
  }

  private static void sizes(List<Change> changes, ImageFile file, ImageSeen seen) {
    List<DataSize> wanted = file.disks().stream().map(SourceDisk::diskSize).toList();
    for (int i = 0; i < Math.max(wanted.size(), seen.diskSizes().size()); i++) {
      Optional<DataSize> there = at(seen.diskSizes(), i);
      Optional<DataSize> should = at(wanted, i);
      if (!there.equals(should)) {
        differs(
            changes,
            i == 0 ? "size" : "size." + (i + 1),
            there,
            should.map(DataSize::toString).orElse(Change.ABSENT));
      }
    }
  }

  private static Optional<DataSize> at(List<DataSize> sizes, int i) {
    return i < sizes.size() ? Optional.of(sizes.get(i)) : Optional.empty();
  }

  private static void guest(List<Change> changes, String guestId, ImageSeen seen) {
    differs(changes, "properties.vmware_ostype", seen.guestId(), guestId);
    if (GuestIds.isHypervisor(guestId) && !seen.nestedHypervisor()) {
      differs(changes, "nested_hv", Optional.of("false"), "true");
    }
  }

  private static void differs(List<Change> changes, String field, Optional<?> seen, Object wanted) {
    if (seen.isPresent() && seen.get().equals(wanted)) {
      return;
    }
    changes.add(
        Change.inPlace(field, seen.map(Object::toString).orElse(Change.ABSENT), wanted.toString())
            .with(Effect.REPLACES, "a template's hardware cannot be changed"));
  }

  static Change unlessOn(ImageSeen seen, Change change) {
    return seen.isOff() ? change : change.with(Effect.REFUSED, SWITCHED_ON);
  }
}
