package dev.provision.vsphere.inventory;

import com.vmware.vim25.OptionValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys in a VM's {@code config.extraConfig} that say which environment owns it. The mark
 * repeats the instanceUuid it was written for, and a VM is owned only when both agree: a clone made
 * by hand inherits the marks but gets a new uuid, so it does not count as ours.
 */
public final class Marks {
  public static final String UUID = "provision.uuid";
  public static final String ENVIRONMENT = "provision.environment";
  public static final String ADDRESS = "provision.address";

  /** What the VM was created from: the image's content or the template's identity and version. */
  public static final String IMAGE = "provision.image";

  /** The NICs by name, as JSON. */
  public static final String NICS = "provision.nics";

  /** The slots (controller:unit) of its own disks. */
  public static final String DISKS = "provision.disks";

  /** The volumes that are attached, and those that were detached and are not home yet. */
  public static final String VOLUMES = "provision.volumes";

  public static final String RUN = "provision.run";
  public static final String EXPIRES = "provision.expires";

  /** {@code true} on a VM that must not be deleted, whether declared or not. */
  public static final String PROTECT = "provision.protect";

  /** {@code true} on an adopted VM, which is released instead of deleted. */
  public static final String ADOPTED = "provision.adopted";

  /**
   * The {@code guestinfo} keys that were written into an adopted VM; they are removed when it is
   * released.
   */
  public static final String GUEST = "provision.guest";

  /** A digest of the customization that its guest got at creation. */
  public static final String CUSTOMIZATION = "provision.customization";

  /** The copy of an image that it boots from while it is in rescue mode. */
  public static final String RESCUE = "provision.rescue";

  /** The instanceUuid of the image that a template is a copy of. */
  public static final String COPY_OF = "provision.copy_of";

  /** All our keys. A clone inherits them, so a clone spec sets each one, unused ones to empty. */
  public static final List<String> KEYS =
      List.of(
          UUID,
          ENVIRONMENT,
          ADDRESS,
          IMAGE,
          NICS,
          DISKS,
          VOLUMES,
          RUN,
          EXPIRES,
          PROTECT,
          ADOPTED,
          GUEST,
          CUSTOMIZATION,
          RESCUE,
          COPY_OF);

  /** Marks that are read of every VM. */
  public static final List<String> LIGHT =
      List.of(UUID, ENVIRONMENT, ADDRESS, IMAGE, PROTECT, ADOPTED);

  private Marks() {}

  /** The property path of one key: {@code config.extraConfig["provision.uuid"]}. */
  public static String property(String key) {
    return "config.extraConfig[\"" + key + "\"]";
  }

  /** For {@code ConfigSpec.extraConfig}; an empty value removes a key. */
  public static OptionValue[] options(Map<String, String> values) {
    return values.entrySet().stream()
        .map(
            each -> {
              OptionValue option = new OptionValue();
              option.setKey(each.getKey());
              option.setValue(each.getValue());
              return option;
            })
        .toArray(OptionValue[]::new);
  }

  /** All our keys, empty except for these. */
  public static OptionValue[] all(Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>();
    KEYS.forEach(key -> all.put(key, ""));
    all.putAll(values);
    return options(all);
  }

  /** One mark of a VM, whether it was read in full or not; empty text when it has none. */
  public static String of(Item vm, String key) {
    String light = vm.get(property(key), OptionValue.class).map(v -> text(v.getValue())).orElse("");
    return light.isEmpty() ? extraConfig(vm).getOrDefault(key, "") : light;
  }

  /**
   * The environment that owns a VM: the one in its marks, if they were written for this VM's
   * instanceUuid; empty for a foreign VM and for a copy.
   */
  public static Optional<String> owned(Item vm) {
    String uuid = vm.get("summary.config.instanceUuid", String.class).orElse("");
    String environment = of(vm, ENVIRONMENT);
    boolean agree = !uuid.isEmpty() && of(vm, UUID).equalsIgnoreCase(uuid);
    return agree && !environment.isEmpty() ? Optional.of(environment) : Optional.empty();
  }

  /** The whole extraConfig of a VM that was read in full, by key; empty texts left out. */
  public static Map<String, String> extraConfig(Item vm) {
    Map<String, String> all = new LinkedHashMap<>();
    vm.get("config.extraConfig", OptionValue[].class)
        .ifPresent(
            options -> {
              for (OptionValue option : options) {
                if (!text(option.getValue()).isEmpty()) {
                  all.put(option.getKey(), text(option.getValue()));
                }
              }
            });
    return all;
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
