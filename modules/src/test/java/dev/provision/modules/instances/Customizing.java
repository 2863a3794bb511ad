package dev.provision.modules.instances;

import dev.provision.modules.instances.vm.GuestCustomization;
import dev.provision.spi.schema.Secret;
import java.util.List;
import java.util.Optional;

/** A customization as a playbook writes it, for tests that say only what matters to them. */
public final class Customizing {
  private Optional<GuestCustomization.System> type = Optional.empty();
  private Optional<String> stored = Optional.empty();
  Optional<String> hostname = Optional.empty();
  Optional<String> timeZone = Optional.empty();
  List<String> dns = List.of();
  List<String> suffixes = List.of();
  public Optional<Secret> password = Optional.empty();
  int logons;
  String fullName = "Administrator";
  Optional<String> orgName = Optional.empty();
  public Optional<Secret> productKey = Optional.empty();
  Optional<String> domain = Optional.empty();
  public Optional<Secret> joining = Optional.empty();
  public List<String> once = List.of();

  private Customizing() {}

  /** A Linux guest in Berlin. */
  public static Customizing linux() {
    Customizing made = new Customizing();
    made.type = Optional.of(GuestCustomization.System.LINUX);
    made.timeZone = Optional.of("Europe/Berlin");
    made.dns = List.of("10.0.0.53");
    made.suffixes = List.of("lab.example.org");
    return made;
  }

  /** A Windows guest of Ada's, in the zone with this index. */
  public static Customizing windows(String zone) {
    Customizing made = new Customizing();
    made.type = Optional.of(GuestCustomization.System.WINDOWS);
    made.timeZone = Optional.of(zone);
    made.password = Optional.of(new Secret("s3cret"));
    made.logons = 2;
    made.fullName = "Ada";
    made.orgName = Optional.of("Lab");
    made.productKey = Optional.of(new Secret("AAAAA-BBBBB"));
    return made;
  }

  public Customizing hostname(String name) {
    hostname = Optional.of(name);
    return this;
  }

  public Customizing joins(String name) {
    domain = Optional.of(name);
    joining = Optional.of(new Secret("j0in"));
    return this;
  }

  public Customizing stored(String name) {
    stored = Optional.of(name);
    return this;
  }

  public GuestCustomization made() {
    return new GuestCustomization(
        type,
        stored,
        hostname,
        Optional.empty(),
        timeZone,
        true,
        dns,
        suffixes,
        password,
        logons,
        fullName,
        orgName,
        productKey,
        Optional.empty(),
        domain,
        domain.map(name -> "joiner"),
        joining,
        once);
  }
}
