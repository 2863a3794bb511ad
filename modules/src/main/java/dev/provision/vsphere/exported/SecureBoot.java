package dev.provision.vsphere.exported;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * OpenStack's words for secure boot ({@code os_secure_boot} of images, {@code os:secure_boot} of
 * flavors).
 */
public enum SecureBoot {
  REQUIRED,
  /** On if the firmware is EFI. */
  OPTIONAL,
  DISABLED;

  public static Optional<SecureBoot> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words, for messages. */
  public static String words() {
    return Arrays.stream(values()).map(SecureBoot::word).collect(Collectors.joining(", "));
  }
}
