package dev.provision.vsphere.inventory;

/**
 * The name of a managed entity, as people write and see it ({@code 10.0.0.0/24}) and as the API
 * holds it ({@code 10.0.0.0%2f24}). A vCenter escapes slash, backslash and percent by itself
 * (vSphere API, {@code ManagedEntity.name}), but reads a percent sign before two hex digits as an
 * escape ({@code VirtualMachineConfigSpec.name}); so this escapes the whole name before it is sent.
 * vcsim and ESXi keep some of the three as they are.
 */
public final class EntityName {
  private EntityName() {}

  /** Unescapes a name of the API, as clients show it. */
  public static String shown(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    // the percent sign last: %252f is shown as %2f
    return name.replace("%2F", "/")
        .replace("%2f", "/")
        .replace("%5C", "\\")
        .replace("%5c", "\\")
        .replace("%25", "%");
  }

  /** Escapes a name for the API, so that it shows what is given here. */
  public static String escaped(String shown) {
    return shown.replace("%", "%25").replace("/", "%2F").replace("\\", "%5C");
  }
}
