package dev.provision.modules.instances.vm;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Secret;
import dev.provision.spi.schema.Shorthand;
import java.util.List;
import java.util.Optional;

/** {@code customization: linux}, or a mapping, or {@code {spec: web-servers}}. */
@Doc(
    "How vCenter has VMware Tools set up the guest at its first boot, each NIC by its MAC. It works"
        + " while an instance is made and never again; what changes later is noted in the plan. What"
        + " is made waits until the guest is through with it, as long as the timeout of wait_for"
        + " says: 10 min when left out, and 30 min for windows.")
public record GuestCustomization(
    @Doc("What runs in the guest.") @Shorthand Optional<System> type,
    @Doc(
            "A customization spec that is stored in vCenter; everything except host name"
                + " and NICs is taken from it.")
        Optional<String> spec,
    @Doc("The guest's host name; the instance's name when left out.") Optional<String> hostname,
    @Doc("The guest's DNS domain (linux); the first of dns_suffixes when left out.")
        Optional<String> domain,
    @Doc("Europe/Berlin for linux; Microsoft's index of a zone, as in 110, for windows.")
        Optional<String> timeZone,
    @Doc("Whether the hardware clock is in UTC (linux).") @Default("true") boolean hwClockUtc,
    @Doc("Name servers of the whole guest (linux), before those of its NICs.") List<String> dns,
    @Doc("Search domains, before those of its NICs.") List<String> dnsSuffixes,
    @Doc("The administrator's password (windows). Later changes to it are not" + " detected.")
        Optional<Secret> adminPassword,
    @Doc("How many times the administrator is logged on automatically (windows).") @Default("0")
        int autoLogon,
    @Doc("The user's name (windows).") @Default("Administrator") String fullName,
    @Doc("The user's organization (windows); the environment when left out.")
        Optional<String> orgName,
    @Doc("The product key (windows).") Optional<Secret> productKey,
    @Doc("The workgroup that it joins (windows); WORKGROUP when left out.")
        Optional<String> workgroup,
    @Doc("The domain that it joins (windows); needs domain_admin and domain_admin_password.")
        Optional<String> joinDomain,
    @Doc("The account that joins it to the domain (windows).") Optional<String> domainAdmin,
    @Doc("That account's password (windows).") Optional<Secret> domainAdminPassword,
    @Doc("Commands that run at the first logon (windows).") List<String> runOnce) {
  /** What runs in the guest. */
  public enum System {
    LINUX,
    WINDOWS
  }

  public GuestCustomization {
    dns = List.copyOf(dns);
    dnsSuffixes = List.copyOf(dnsSuffixes);
    runOnce = List.copyOf(runOnce);
  }

  public boolean isWindows() {
    return type.filter(System.WINDOWS::equals).isPresent();
  }
}
