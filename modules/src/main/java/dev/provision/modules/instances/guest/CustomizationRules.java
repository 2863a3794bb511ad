package dev.provision.modules.instances.guest;

import dev.provision.modules.instances.vm.GuestCustomization;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds mistakes in a customization that its types cannot rule out. */
public final class CustomizationRules {
  private static final String FIELD = "customization";

  /** One label of a host name (RFC 1123). */
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  /** The longest NetBIOS name ({@code CustomizationName}, "Windows"). */
  private static final int WINDOWS_NAME = 15;

  private final InstanceSpec instance;
  private final String name;
  private final GuestCustomization wanted;
  private final List<Problem> problems;

  private CustomizationRules(
      InstanceSpec instance, String name, GuestCustomization wanted, List<Problem> problems) {
    this.instance = instance;
    this.name = name;
    this.wanted = wanted;
    this.problems = problems;
  }

  /**
   * @param name the instance's name, which is the guest's host name unless one is declared
   */
  public static void check(InstanceSpec instance, String name, List<Problem> problems) {
    instance
        .customization()
        .ifPresent(wanted -> new CustomizationRules(instance, name, wanted, problems).checkAll());
  }

  private void checkAll() {
    if (wanted.type().isPresent() == wanted.spec().isPresent()) {
      problem("", "give either `type`, linux or windows, or `spec`, the name of one in vCenter");
      return;
    }
    if (wanted.spec().isPresent()) {
      refuse(linux(), "comes from the stored spec `" + wanted.spec().get() + "`");
      refuse(windows(), "comes from the stored spec `" + wanted.spec().get() + "`");
    } else if (wanted.isWindows()) {
      refuse(linux(), "is a setting of linux guests");
      windowsGuest();
    } else {
      refuse(windows(), "is a setting of windows guests");
    }
    host();
    servers();
    instance.networks().forEach(this::nic);
  }

  /**
   * Whether each setting of linux guests is written; with a stored spec also those of both systems.
   */
  private Map<String, Boolean> linux() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("domain", wanted.domain().isPresent());
    given.put("hw_clock_utc", !wanted.hwClockUtc());
    given.put("dns", !wanted.dns().isEmpty());
    given.put("time_zone", wanted.timeZone().isPresent() && wanted.spec().isPresent());
    given.put("dns_suffixes", !wanted.dnsSuffixes().isEmpty() && wanted.spec().isPresent());
    return given;
  }

  private Map<String, Boolean> windows() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("admin_password", wanted.adminPassword().isPresent());
    given.put("auto_logon", wanted.autoLogon() != 0);
    given.put("org_name", wanted.orgName().isPresent());
    given.put("product_key", wanted.productKey().isPresent());
    given.put("workgroup", wanted.workgroup().isPresent());
    given.put("join_domain", wanted.joinDomain().isPresent());
    given.put("domain_admin", wanted.domainAdmin().isPresent());
    given.put("domain_admin_password", wanted.domainAdminPassword().isPresent());
    given.put("run_once", !wanted.runOnce().isEmpty());
    return given;
  }

  private void refuse(Map<String, Boolean> given, String why) {
    given.forEach(
        (key, is) -> {
          if (is) {
            problem("." + key, "`" + key + "` " + why);
          }
        });
  }

  private void windowsGuest() {
    wanted
        .timeZone()
        .filter(zone -> !zone.matches("\\d{1,3}"))
        .ifPresent(
            zone ->
                problem(
                    ".time_zone",
                    "`"
                        + zone
                        + "` is no index of a time zone: windows wants Microsoft's number, as in 110"
                        + " for Berlin"));
    if (wanted.autoLogon() < 0) {
      problem(".auto_logon", "`" + wanted.autoLogon() + "` logons: expected 0 or more");
    } else if (wanted.autoLogon() > 0 && wanted.adminPassword().isEmpty()) {
      problem(".auto_logon", "nobody is logged on without `admin_password`");
    }
    if (wanted.joinDomain().isPresent() && wanted.workgroup().isPresent()) {
      problem(".workgroup", "it joins a workgroup or a domain, not both");
    }
    boolean full = wanted.domainAdmin().isPresent() && wanted.domainAdminPassword().isPresent();
    if (wanted.joinDomain().isPresent() && !full) {
      problem(".join_domain", "joining needs `domain_admin` and `domain_admin_password`");
    }
  }

  private void host() {
    String host = wanted.hostname().orElse(MetaData.hostname(name));
    String at = wanted.hostname().isPresent() ? ".hostname" : "";
    if (!HOST.matcher(host).matches()) {
      problem(
          at,
          "`"
              + host
              + "` is no host name: give `hostname` letters, digits and `-`, without domain");
    } else if (wanted.isWindows() && host.length() > WINDOWS_NAME) {
      problem(
          at,
          "`"
              + host
              + "` is longer than the "
              + WINDOWS_NAME
              + " characters of a windows name; give `hostname` a shorter one");
    }
  }

  private void servers() {
    for (String server : wanted.dns()) {
      try {
        IpAddress.parse(server);
      } catch (IllegalArgumentException e) {
        problem(".dns", e.getMessage());
      }
    }
  }

  private void nic(String nic, NicSpec spec) {
    if (spec.mac().filter(NicSpec.GENERATED::equals).isPresent()) {
      problems.add(
          new Problem(
              "networks." + nic + ".mac",
              "customization finds NICs by their MAC, so it cannot be `generated`"));
    }
    boolean one = v4(spec.fixedIp()) + v4(spec.addresses()) <= 1;
    refuse(one, nic, v4(spec.fixedIp()) > 1 ? "fixed_ip" : "addresses", "one IPv4 address a NIC");
    refuse(spec.routes().isEmpty(), nic, "routes", "a gateway and no other routes");
    refuse(spec.mtu().isEmpty(), nic, "mtu", "no MTU");
  }

  private static long v4(List<String> addresses) {
    return addresses.stream()
        .map(CustomizationRules::parsed)
        .flatMap(Optional::stream)
        .filter(address -> !address.v6() && address.prefix().isPresent())
        .count();
  }

  /** Refuses what {@code CustomizationIPSettings} has no field for. */
  private void refuse(boolean good, String nic, String key, String sets) {
    if (!good) {
      problems.add(
          new Problem(
              "networks." + nic + "." + key,
              "customization sets " + sets + "; leave it to cloud-init, without `customization`"));
    }
  }

  private static Optional<IpAddress> parsed(String text) {
    try {
      return Optional.of(IpAddress.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void problem(String key, String message) {
    problems.add(new Problem(FIELD + key, message));
  }
}
