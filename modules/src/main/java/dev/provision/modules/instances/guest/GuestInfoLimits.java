package dev.provision.modules.instances.guest;

import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of guestinfo. Two are known, and neither was seen on a real server here: open-vm-tools
 * reads messages of at most 64 KiB ({@code guest_msg_def.h}, GUESTMSG_MAX_IN_SIZE; vm-operator
 * keeps to it), and a VM's configuration file can have at most 1 MiB (govmomi issue 2158). A config
 * drive has neither limit, so it carries a text that is too large; guestinfo then holds only its
 * digest, by which the next plan sees whether it changed.
 */
public final class GuestInfoLimits {
  /** The largest value that every guest can read, in bytes after packing. */
  static final int SAFE_BYTES = 64 << 10;

  static final int MOST_BYTES = 1 << 20;

  private GuestInfoLimits() {}

  /** Refuses texts that are too large for a VM's configuration. */
  static Optional<Problem> problem(GuestData wanted) {
    return tooLarge(wanted).map(field -> new Problem(field, refusal(wanted, field)));
  }

  /** The same check when a run writes them, because some texts are known only then. */
  static void require(GuestData wanted) throws ModuleException {
    Optional<String> field = tooLarge(wanted);
    if (field.isPresent()) {
      throw ModuleException.refused(refusal(wanted, field.get()));
    }
  }

  private static Optional<String> tooLarge(GuestData wanted) {
    Map<String, Integer> packed = packed(wanted);
    int all = packed.values().stream().mapToInt(Integer::intValue).sum();
    return all <= MOST_BYTES
        ? Optional.empty()
        : packed.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private static String refusal(GuestData wanted, String field) {
    return field
        + " takes "
        + words(packed(wanted).get(field))
        + " in guestinfo, packed, and a VM's configuration ends at 1 MiB; write `config_drive: true`"
        + ", whose disc has room";
  }

  /** Warns of texts that some guests may not be able to read. */
  public static List<String> notes(GuestData wanted) {
    return packed(wanted).entrySet().stream()
        .filter(each -> each.getValue() > SAFE_BYTES && each.getValue() <= MOST_BYTES)
        .map(
            each ->
                each.getKey()
                    + " takes "
                    + words(each.getValue())
                    + " in guestinfo, packed, and VMware Tools may read 64 KiB at most; `config_drive:"
                    + " true` has room")
        .toList();
  }

  /**
   * The packed size of each text in bytes; empty if there is a config drive, which carries the
   * large ones.
   */
  private static Map<String, Integer> packed(GuestData wanted) {
    Map<String, Integer> packed = new LinkedHashMap<>();
    if (!wanted.hasConfigDrive()) {
      packed.put(VmField.USER_DATA.field(), bytes(wanted.userData()));
      packed.put(VmField.META_DATA.field(), bytes(wanted.metaData()));
    }
    return packed;
  }

  private static int bytes(Optional<Value<Content>> declared) {
    return declared
        .flatMap(Value::ifKnown)
        .map(Content::text)
        .map(GuestInfoLimits::bytes)
        .orElse(0);
  }

  private static int bytes(String text) {
    return mayBeLarge(text) ? GuestInfo.zip(text).length() : text.length();
  }

  /**
   * A shorter text fits even if it does not shrink, since base64 makes 4 bytes of 3; so it need not
   * be packed to know.
   */
  private static boolean mayBeLarge(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > SAFE_BYTES / 2;
  }

  /** Whether guestinfo holds only the digest of a text, because the config drive carries it. */
  static boolean isOnDriveAlone(GuestData wanted, Optional<String> text) {
    return wanted.hasConfigDrive()
        && text.filter(each -> mayBeLarge(each) && bytes(each) > SAFE_BYTES).isPresent();
  }

  private static String words(int bytes) {
    return (bytes + 1023) / 1024 + " KiB";
  }
}
