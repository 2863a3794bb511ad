package dev.provision.modules.images.declaration;

import dev.provision.diagnostic.DidYouMean;
import dev.provision.modules.images.file.ContainerFormat;
import dev.provision.modules.images.file.DiskFormat;
import dev.provision.modules.images.file.OvfMachine;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.ImageHardware;
import dev.provision.vsphere.exported.ImageTraits;
import dev.provision.vsphere.exported.SecureBoot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the playbook says about an image, in Glance's words or in ours.
 *
 * @param problems unknown words, and words that contradict each other
 * @param notes known words that have no effect
 */
public record ImageProperties(
    Optional<Said<DiskFormat>> diskFormat,
    Optional<Said<ContainerFormat>> containerFormat,
    Optional<VcenterSpec.ImageUpload> upload,
    Optional<String> visibility,
    Optional<DataSize> minDisk,
    Optional<DataSize> minRam,
    Optional<Said<GlanceDiskType>> diskType,
    Optional<Said<DiskAdapter>> adapter,
    Optional<Said<String>> guestId,
    Optional<Said<String>> firmware,
    Optional<Said<String>> hwVersion,
    Optional<Said<String>> nicModel,
    Optional<Said<Boolean>> linkedClone,
    Optional<Said<Boolean>> configDrive,
    Optional<Said<SecureBoot>> secureBoot,
    Optional<Said<String>> tpm,
    Map<GlanceProperty, Integer> numbers,
    List<Problem> problems,
    List<Problem> notes) {

  /** A value, its text in the playbook, and the path of its field. */
  public record Said<T>(String field, String text, T value) {
    /** The name of the field alone. */
    String word() {
      return field.substring(field.lastIndexOf('.') + 1);
    }
  }

  public ImageProperties {
    numbers = Map.copyOf(numbers);
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  public static ImageProperties of(ImageSpec spec) {
    return new Reading(spec).result();
  }

  /**
   * What the image asks for its instances.
   *
   * @param machine the machine that the file itself describes; empty if it describes none
   * @param hasDisk whether the image has a disk
   */
  public ImageTraits traits(Optional<OvfMachine> machine, boolean hasDisk) {
    return new ImageTraits(
        nicModel.map(Said::value).or(() -> machine.flatMap(OvfMachine::nicModel)),
        number(GlanceProperty.VIDEO_RAM).orElse(0),
        linkedClone.map(Said::value),
        configDrive.map(Said::value).orElse(false),
        number(GlanceProperty.CPU_CORES),
        number(GlanceProperty.CPU_SOCKETS),
        number(GlanceProperty.CPU_MAX_CORES),
        number(GlanceProperty.CPU_MAX_SOCKETS),
        hasDisk,
        minDisk,
        minRam,
        new ImageHardware(
            hwVersion.map(Said::value),
            firmware.map(Said::value).or(() -> machine.flatMap(OvfMachine::firmware)),
            secureBoot
                .map(Said::value)
                .or(() -> machine.filter(OvfMachine::secureBoot).map(has -> SecureBoot.OPTIONAL)),
            tpm.isPresent()));
  }

  private Optional<Integer> number(GlanceProperty property) {
    return Optional.ofNullable(numbers.get(property));
  }

  /** Reads all words in one pass, and collects all problems. */
  private static final class Reading {
    private static final Set<String> YES = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> NO = Set.of("false", "f", "no", "n", "off", "0");

    private final ImageSpec spec;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();
    private final Map<GlanceProperty, Integer> numbers = new EnumMap<>(GlanceProperty.class);
    private Optional<Said<GlanceDiskType>> diskType = Optional.empty();
    private Optional<Said<DiskAdapter>> adapter = Optional.empty();
    private Optional<Said<String>> guestId = Optional.empty();
    private Optional<Said<String>> firmware = Optional.empty();
    private Optional<Said<String>> nicModel = Optional.empty();
    private Optional<Said<Boolean>> linkedClone = Optional.empty();
    private Optional<Said<Boolean>> configDrive = Optional.empty();
    private Optional<Said<SecureBoot>> secureBoot = Optional.empty();
    private Optional<Said<String>> tpm = Optional.empty();

    Reading(ImageSpec spec) {
      this.spec = spec;
    }

    ImageProperties result() {
      spec.guestId().ifPresent(text -> guestId("guest_id", text));
      spec.firmware().ifPresent(text -> firmware("firmware", text, "bios, efi"));
      for (Map.Entry<String, String> one : new TreeMap<>(spec.properties()).entrySet()) {
        read(one.getKey(), "properties." + one.getKey(), one.getValue());
      }
      return new ImageProperties(
          spec.diskFormat().map(x -> new Said<>("disk_format", lower(x), x)),
          spec.containerFormat().map(x -> new Said<>("container_format", lower(x), x)),
          spec.imageUpload(),
          spec.visibility().map(Reading::lower),
          spec.minDisk(),
          spec.minRam(),
          diskType,
          adapter,
          guestId,
          firmware,
          spec.hwVersion().map(version -> new Said<>("hw_version", version, version)),
          nicModel,
          linkedClone,
          configDrive,
          secureBoot,
          tpm,
          numbers,
          problems,
          notes);
    }

    private static String lower(Enum<?> word) {
      return word.name().toLowerCase(Locale.ROOT);
    }

    private void read(String key, String field, String text) {
      Optional<GlanceProperty> property = GlanceProperty.of(key);
      if (property.isPresent()) {
        read(property.get(), field, text);
      } else if (GlanceProperty.isWithoutEffect(key)) {
        note(field, "property `" + key + "` has no effect on vSphere, in Nova as here");
      } else {
        problems.add(
            new Problem(
                field,
                "property `"
                    + key
                    + "` is not known"
                    + DidYouMean.closest(key, GlanceProperty.known())
                        .map(near -> "; did you mean `" + near + "`?")
                        .orElse("; known are " + GlanceProperty.knownWords())));
      }
    }

    private void note(String field, String message) {
      notes.add(new Problem(field, message));
    }

    private void read(GlanceProperty property, String field, String text) {
      String wanted = property.values;
      switch (property) {
        case DISK_TYPE -> diskType = said(diskType, field, text, GlanceDiskType::of, wanted);
        case ADAPTER -> adapter = said(adapter, field, text, DiskAdapter::ofWord, wanted);
        case SCSI_MODEL -> adapter = said(adapter, field, text, GlanceProperty::scsiModel, wanted);
        case DISK_BUS -> bus(field, text, wanted);
        case OS_TYPE -> guestId(field, text);
        case FIRMWARE -> firmware(field, text, wanted);
        case NIC_MODEL -> nicModel = said(nicModel, field, text, VifModel::word, wanted);
        case LINKED_CLONE -> linkedClone = said(linkedClone, field, text, Reading::truth, wanted);
        case CONFIG_DRIVE ->
            configDrive = said(configDrive, field, text, Reading::mandatory, wanted);
        case SECURE_BOOT -> secureBoot = said(secureBoot, field, text, SecureBoot::of, wanted);
        case TPM_VERSION ->
            tpm = said(tpm, field, text, x -> Optional.of(x).filter(wanted::equals), wanted);
        case VIDEO_RAM -> number(property, field, text, 0);
        case CPU_CORES, CPU_SOCKETS, CPU_MAX_CORES, CPU_MAX_SOCKETS ->
            number(property, field, text, 1);
        case HYPERVISOR -> {
          if (!text.equalsIgnoreCase("vmware")) {
            note(field, "the image says that it is made for `" + text + "`, and not for vmware");
          }
        }
      }
    }

    private static Optional<Boolean> truth(String text) {
      String word = text.toLowerCase(Locale.ROOT);
      return YES.contains(word)
          ? Optional.of(true)
          : NO.contains(word) ? Optional.of(false) : Optional.empty();
    }

    private static Optional<Boolean> mandatory(String text) {
      return text.equals("mandatory")
          ? Optional.of(true)
          : text.equals("optional") ? Optional.of(false) : Optional.empty();
    }

    private void number(GlanceProperty property, String field, String text, int atLeast) {
      Optional<Integer> value =
          text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= atLeast
              ? Optional.of(Integer.parseInt(text))
              : Optional.empty();
      if (value.isEmpty()) {
        problems.add(unknown(field, text, property.values));
      } else {
        numbers.put(property, value.get());
      }
    }

    private void bus(String field, String text, String wanted) {
      if (text.equals("scsi")) {
        if (!spec.properties().containsKey("hw_scsi_model")) {
          adapter = said(adapter, field, text, x -> Optional.of(DiskAdapter.LSI_LOGIC), wanted);
        }
        return;
      }
      adapter =
          said(
              adapter,
              field,
              text,
              x -> x.equals("ide") || x.equals("nvme") ? DiskAdapter.ofWord(x) : Optional.empty(),
              wanted);
    }

    private void guestId(String field, String text) {
      guestId =
          said(
              guestId,
              field,
              text,
              x -> x.matches("\\w*Guest\\w*") ? Optional.of(x) : Optional.empty(),
              GlanceProperty.OS_TYPE.values);
      GuestIds.doubt(text).ifPresent(doubt -> note(field, doubt));
    }

    private void firmware(String field, String text, String wanted) {
      firmware = said(firmware, field, text, GlanceProperty::firmware, wanted);
    }

    private static Problem unknown(String field, String text, String wanted) {
      return new Problem(field, "`" + text + "` is not known here: expected " + wanted);
    }

    private <T> Optional<Said<T>> said(
        Optional<Said<T>> before,
        String field,
        String text,
        Function<String, Optional<T>> meaning,
        String wanted) {
      Optional<T> value = meaning.apply(text);
      if (value.isEmpty()) {
        problems.add(unknown(field, text, wanted));
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
  }
}
