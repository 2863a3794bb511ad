package dev.provision.vsphere.inventory;

import com.vmware.vim25.OptionValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys in a VM's {@code config.extraConfig} that say whose it is. The mark repeats the
 * instanceUuid that it was written for: owned means that both agree, so a clone made by hand, which
 * inherits the marks and gets a new uuid, is not taken for ours.
 */
public final class Marks {
  public static final String UUID = "provision.uuid";
  public static final String ENVIRONMENT = "provision.environment";
  public static final String ADDRESS = "provision.address";

  /** What it was made from: the image's content or the template's identity and version. */
  public static final String IMAGE = "provision.image";

  /** The NICs by name, as JSON. */
  public static final String NICS = "provision.nics";

  /** The slots (controller:unit) of the disks that are its own. */
  public static final String DISKS = "provision.disks";

  /** The volumes that it has, and those that it has no more and that are not home yet. */
  public static final String VOLUMES = "provision.volumes";

  public static final String RUN = "provision.run";
  public static final String EXPIRES = "provision.expires";

  /** {@code true} on what must stay, whether declared or not. */
  public static final String PROTECT = "provision.protect";

  /** {@code true} on what was taken, and is given back rather than deleted. */
  public static final String ADOPTED = "provision.adopted";

  /** The {@code guestinfo} keys that were written into a VM that was taken, for they go with us. */
  public static final String GUEST = "provision.guest";

  /** What its guest was set up with when it was made, as a digest. */
  public static final String CUSTOMIZATION = "provision.customization";

  /** The copy of an image that it boots from while it is in rescue mode. */
  public static final String RESCUE = "provision.rescue";

  /** The instanceUuid of the image that a template is a copy of. */
  public static final String COPY_OF = "provision.copy_of";

  /**
   * Every key of ours; a clone spec sets each, unused ones empty, because a clone inherits them.
   */
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

  /** Marks that the light pass reads of every VM. */
  public static final List<String> LIGHT =
      List.of(UUID, ENVIRONMENT, ADDRESS, IMAGE, PROTECT, ADOPTED);

  private Marks() {}

  /** The property path of one key: {@code config.extraConfig["provision.uuid"]}. */
  public static String property(String key) {
    return "config.extraConfig[\"" + key + "\"]";
  }

  /** As {@code ConfigSpec.extraConfig} takes them; an empty value takes a key away. */
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

  /** Every key of ours, empty but for these. */
  public static OptionValue[] all(Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>();
    KEYS.forEach(key -> all.put(key, ""));
    all.putAll(values);
    return options(all);
  }

  /** One mark of a VM from either pass; empty text when it has none. */
  public static String of(Item vm, String key) {
    String light = vm.get(property(key), OptionValue.class).map(v -> text(v.getValue())).orElse("");
    return light.isEmpty() ? extraConfig(vm).getOrDefault(key, "") : light;
  }

  /**
   * The environment that owns a VM: the one its marks name, if they were written for this VM's
   * instanceUuid; empty for a stranger and for a copy.
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
