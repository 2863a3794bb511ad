package dev.provision.modules.images;

import dev.provision.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the playbook says about a file's hardware, in Glance's words or in ours.
 *
 * @param problems words that are not known, or contradict each other
 */
record ImageProperties(
    Optional<Said<String>> diskType,
    Optional<Said<Adapter>> adapter,
    Optional<Said<String>> guestId,
    Optional<Said<String>> firmware,
    List<Problem> problems) {

  /** A value and the path of the field that gave it. */
  record Said<T>(String field, String text, T value) {}

  private static final List<String> DISK_TYPES =
      List.of("streamOptimized", "sparse", "preallocated", "thin", "thick", "eagerZeroedThick");

  /** They say what the file is or whom it is for, and change nothing. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("hypervisor_type", "img_hv_type", "vmware_image_version", "img_version");

  private static final String KNOWN =
      "vmware_disktype, vmware_adaptertype, hw_disk_bus, hw_scsi_model, vmware_ostype,"
          + " hw_firmware_type";

  static ImageProperties of(ImageSpec spec) {
    return new Reading(spec).result();
  }

  /** One pass over the words, gathering all that is wrong. */
  private static final class Reading {
    private final ImageSpec spec;
    private final List<Problem> problems = new ArrayList<>();
    private Optional<Said<String>> diskType = Optional.empty();
    private Optional<Said<Adapter>> adapter = Optional.empty();
    private Optional<Said<String>> guestId = Optional.empty();
    private Optional<Said<String>> firmware = Optional.empty();

    Reading(ImageSpec spec) {
      this.spec = spec;
    }

    ImageProperties result() {
      spec.guestId().ifPresent(text -> guestId("guest_id", text));
      spec.firmware().ifPresent(text -> firmware("firmware", text));
      for (Map.Entry<String, String> one : new TreeMap<>(spec.properties()).entrySet()) {
        read(one.getKey(), "properties." + one.getKey(), one.getValue());
      }
      return new ImageProperties(diskType, adapter, guestId, firmware, List.copyOf(problems));
    }

    private void read(String key, String field, String text) {
      switch (key) {
        case "vmware_disktype", "hw_disk_type" ->
            diskType = said(diskType, field, text, word(DISK_TYPES), String.join(", ", DISK_TYPES));
        case "vmware_adaptertype" ->
            adapter = said(adapter, field, text, Adapter::ofWord, Adapter.words());
        case "hw_scsi_model" ->
            adapter =
                said(
                    adapter,
                    field,
                    text,
                    Adapter::ofScsiModel,
                    "lsilogic, lsisas1068, buslogic, vmpvscsi");
        case "hw_disk_bus" -> bus(field, text);
        case "vmware_ostype", "os_distro" -> guestId(field, text);
        case "hw_firmware_type" -> firmware(field, text);
        default -> {
          if (!WITHOUT_EFFECT.contains(key)) {
            problems.add(
                new Problem(field, "property `" + key + "` is not known; known are " + KNOWN));
          }
        }
      }
    }

    private void bus(String field, String text) {
      if (text.equals("scsi")) {
        if (!spec.properties().containsKey("hw_scsi_model")) {
          adapter = said(adapter, field, text, x -> Optional.of(Adapter.LSI_LOGIC), "");
        }
        return;
      }
      adapter =
          said(
              adapter,
              field,
              text,
              word(List.of("ide")).andThen(x -> x.map(y -> Adapter.IDE)),
              "ide, scsi");
    }

    private void guestId(String field, String text) {
      guestId =
          said(
              guestId,
              field,
              text,
              x -> x.matches("\\w*Guest\\w*") ? Optional.of(x) : Optional.empty(),
              "vSphere's identifier of a guest, such as ubuntu64Guest");
    }

    private void firmware(String field, String text) {
      firmware =
          said(
              firmware,
              field,
              text,
              x ->
                  switch (x) {
                    case "uefi", "efi" -> Optional.of("efi");
                    case "bios" -> Optional.of("bios");
                    default -> Optional.empty();
                  },
              field.equals("firmware") ? "bios, efi" : "bios, uefi");
    }

    private <T> Optional<Said<T>> said(
        Optional<Said<T>> before,
        String field,
        String text,
        Function<String, Optional<T>> meaning,
        String wanted) {
      Optional<T> value = meaning.apply(text);
      if (value.isEmpty()) {
        problems.add(new Problem(field, "`" + text + "` is not known here: expected " + wanted));
        return before;
      }
      if (before.isPresent() && !before.get().value().equals(value.get())) {
        problems.add(
            new Problem(
                field,
                "`"
                    + text
                    + "` contradicts `"
                    + before.get().text()
                    + "` of "
                    + before.get().field()));
        return before;
      }
      return before.isPresent() ? before : Optional.of(new Said<>(field, text, value.get()));
    }

    private static Function<String, Optional<String>> word(List<String> words) {
      return text -> words.contains(text) ? Optional.of(text) : Optional.empty();
    }
  }
}
